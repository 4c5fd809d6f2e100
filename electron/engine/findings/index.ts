import { accessLogMissing } from './access-log-missing.ts';
import { actionUnspecific } from './action-unspecific.ts';
import { actionWithoutAgent } from './action-without-agent.ts';
import { agentInactive } from './agent-inactive.ts';
import { alwaysGateWithoutHuman } from './always-gate-without-human.ts';
import { amountWithoutCurrency } from './amount-without-currency.ts';
import { approvalAboveLimit } from './approval-above-limit.ts';
import { approvalExpired } from './approval-expired.ts';
import { approvalNotRecorded } from './approval-not-recorded.ts';
import { approvalSlaMissed } from './approval-sla-missed.ts';
import { approvedAfterExecution } from './approved-after-execution.ts';
import { approvedNotExecuted } from './approved-not-executed.ts';
import { approverIsRequester } from './approver-is-requester.ts';
import { approverMayBeRequester } from './approver-may-be-requester.ts';
import { approverWithoutAuthority } from './approver-without-authority.ts';
import { assigneeInactive } from './assignee-inactive.ts';
import { autoWithoutRule } from './auto-without-rule.ts';
import { beforeMissing } from './before-missing.ts';
import { changedAfterApproval } from './changed-after-approval.ts';
import { compensatedInPart } from './compensated-in-part.ts';
import { compensationOpen } from './compensation-open.ts';
import { confirmedOtherwiseThanExecuted } from './confirmed-otherwise-than-executed.ts';
import { consentAfterRecording } from './consent-after-recording.ts';
import { consentMissing } from './consent-missing.ts';
import { contentHashMismatch } from './content-hash-mismatch.ts';
import { contentHashMissing } from './content-hash-missing.ts';
import { decidedInBurst } from './decided-in-burst.ts';
import { decisionsCloseTogether } from './decisions-close-together.ts';
import { disputeDecidedLate } from './dispute-decided-late.ts';
import { disputeDecisionUnlinked } from './dispute-decision-unlinked.ts';
import { disputeOverdue } from './dispute-overdue.ts';
import { doublePaid } from './double-paid.ts';
import { effectUnknown } from './effect-unknown.ts';
import { environmentMixed } from './environment-mixed.ts';
import { environmentNotRecorded } from './environment-not-recorded.ts';
import { executedButFailed } from './executed-but-failed.ts';
import { executedMoreThanOnce } from './executed-more-than-once.ts';
import { executedOtherwiseThanProposed } from './executed-otherwise-than-proposed.ts';
import { featuresWithoutValues } from './features-without-values.ts';
import type { FindingRule } from './finding-rule.ts';
import { gateNotClassified } from './gate-not-classified.ts';
import { idempotencyKeyReused } from './idempotency-key-reused.ts';
import { missingFromSecondSource } from './missing-from-second-source.ts';
import { modelVersionNotRecorded } from './model-version-not-recorded.ts';
import { naiveTime } from './naive-time.ts';
import { nameNotRegistered } from './name-not-registered.ts';
import { openCompensations } from './open-compensations.ts';
import { orderContradictsLineage } from './order-contradicts-lineage.ts';
import { outcomeReportedByAgentOnly } from './outcome-reported-by-agent-only.ts';
import { outcomeUnconfirmed } from './outcome-unconfirmed.ts';
import { outputAfterExecution } from './output-after-execution.ts';
import { outputNotRecorded } from './output-not-recorded.ts';
import { overCompensated } from './over-compensated.ts';
import { overrideWithoutPerson } from './override-without-person.ts';
import { possibleRepeat } from './possible-repeat.ts';
import { promptVersionNotRecorded } from './prompt-version-not-recorded.ts';
import { queuedAlthoughAllowed } from './queued-although-allowed.ts';
import { reassignmentAlert } from './reassignment-alert.ts';
import { referenceInTwoEnvironments } from './reference-in-two-environments.ts';
import { rejectedButExecuted } from './rejected-but-executed.ts';
import { ruleChangedBeforeExecution } from './rule-changed-before-execution.ts';
import { ruleInputsMissing } from './rule-inputs-missing.ts';
import { ruleNotAdopted } from './rule-not-adopted.ts';
import { ruleNotInForce } from './rule-not-in-force.ts';
import { ruleNotInRegister } from './rule-not-in-register.ts';
import { ruleSilent } from './rule-silent.ts';
import { ruleWithoutOwner } from './rule-without-owner.ts';
import { ruleWithoutReview } from './rule-without-review.ts';
import { rulesDisagree } from './rules-disagree.ts';
import { runOutsideVersionWindow } from './run-outside-version-window.ts';
import { scoreNearThreshold } from './score-near-threshold.ts';
import { scoreScaleMixed } from './score-scale-mixed.ts';
import { sentTextDiffersWithoutEdit } from './sent-text-differs-without-edit.ts';
import { sentWithoutRepAction } from './sent-without-rep-action.ts';
import { sourceAttributionMissing } from './source-attribution-missing.ts';
import { sourceLicenceNotRecorded } from './source-licence-not-recorded.ts';
import { sourcesContradict } from './sources-contradict.ts';
import { thresholdBreach } from './threshold-breach.ts';
import { thresholdExcess } from './threshold-excess.ts';
import { triggerIsAlias } from './trigger-is-alias.ts';
import { triggerNotRecorded } from './trigger-not-recorded.ts';
import { versionAlias } from './version-alias.ts';
import { versionDateConflict } from './version-date-conflict.ts';
import { versionNotRegistered } from './version-not-registered.ts';
import { versionWithoutChangelog } from './version-without-changelog.ts';

/** Every rule, one line each, by family. */
export const findingRules: readonly FindingRule[] = [
  approvalNotRecorded,
  alwaysGateWithoutHuman,
  autoWithoutRule,
  gateNotClassified,
  approvedAfterExecution,
  approverIsRequester,
  approverMayBeRequester,
  approverWithoutAuthority,
  approvalAboveLimit,
  approvalSlaMissed,
  approvalExpired,
  decidedInBurst,
  decisionsCloseTogether,
  thresholdBreach,
  thresholdExcess,
  ruleSilent,
  ruleNotInForce,
  ruleNotInRegister,
  ruleInputsMissing,
  rulesDisagree,
  ruleChangedBeforeExecution,
  queuedAlthoughAllowed,
  ruleWithoutOwner,
  ruleWithoutReview,
  ruleNotAdopted,
  changedAfterApproval,
  executedOtherwiseThanProposed,
  confirmedOtherwiseThanExecuted,
  outputNotRecorded,
  outputAfterExecution,
  rejectedButExecuted,
  approvedNotExecuted,
  executedButFailed,
  outcomeUnconfirmed,
  outcomeReportedByAgentOnly,
  executedMoreThanOnce,
  doublePaid,
  idempotencyKeyReused,
  possibleRepeat,
  actionWithoutAgent,
  missingFromSecondSource,
  actionUnspecific,
  amountWithoutCurrency,
  effectUnknown,
  compensationOpen,
  openCompensations,
  overCompensated,
  compensatedInPart,
  modelVersionNotRecorded,
  promptVersionNotRecorded,
  versionAlias,
  versionNotRegistered,
  runOutsideVersionWindow,
  versionDateConflict,
  versionWithoutChangelog,
  nameNotRegistered,
  reassignmentAlert,
  overrideWithoutPerson,
  scoreNearThreshold,
  scoreScaleMixed,
  featuresWithoutValues,
  assigneeInactive,
  consentMissing,
  consentAfterRecording,
  accessLogMissing,
  beforeMissing,
  sourceAttributionMissing,
  sourceLicenceNotRecorded,
  contentHashMismatch,
  contentHashMissing,
  sentWithoutRepAction,
  sentTextDiffersWithoutEdit,
  disputeDecidedLate,
  disputeOverdue,
  disputeDecisionUnlinked,
  sourcesContradict,
  orderContradictsLineage,
  environmentMixed,
  referenceInTwoEnvironments,
  environmentNotRecorded,
  triggerNotRecorded,
  triggerIsAlias,
  naiveTime,
  agentInactive,
];

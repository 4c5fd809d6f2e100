import { alwaysGateWithoutHuman } from './always-gate-without-human.ts';
import { approvalAboveLimit } from './approval-above-limit.ts';
import { approvalExpired } from './approval-expired.ts';
import { approvalNotRecorded } from './approval-not-recorded.ts';
import { approvalSlaMissed } from './approval-sla-missed.ts';
import { approvedAfterExecution } from './approved-after-execution.ts';
import { approverIsRequester } from './approver-is-requester.ts';
import { approverMayBeRequester } from './approver-may-be-requester.ts';
import { approverWithoutAuthority } from './approver-without-authority.ts';
import { autoWithoutRule } from './auto-without-rule.ts';
import { decidedInBurst } from './decided-in-burst.ts';
import { decisionsCloseTogether } from './decisions-close-together.ts';
import type { FindingRule } from './finding-rule.ts';
import { gateNotClassified } from './gate-not-classified.ts';

/** Every rule, one line each. */
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
];

import { fieldStateLetters, sevenFields, type FieldState, type SevenField } from '#shared/model/run.ts';
import type { FieldCompleteness } from '#shared/model/lineage.ts';
import { approvalOf, type Approval } from './approval.ts';
import { scalarText } from './gather.ts';
import { compareInstants } from '#shared/time.ts';
import { anyOf, anyOfGroups, rank, slotOf, stageIndexOf, type SlotName, type Slots } from './slots.ts';

/**
 * The seven fields of the Execute Action Audit Standard: what each must state, and how far a run states it. *recorded*
 * needs every required value recorded; *part* at least one recorded; otherwise the strongest weaker word.
 */
export function completenessOf(slots: Slots): readonly FieldCompleteness[] {
  const approval = approvalOf(slots);
  return sevenFields.map((field) => {
    const missing: string[] = [];
    return { field, state: stateOf(field, slots, approval, missing), missing };
  });
}

/** The same seven states as letters, without listing what is missing. */
export function completenessLetters(slots: Slots, approval: Approval): string {
  let letters = '';
  for (const field of sevenFields) letters += fieldStateLetters[stateOf(field, slots, approval, null)];
  return letters;
}

function stateOf(field: SevenField, slots: Slots, approval: Approval, missing: string[] | null): FieldState {
  switch (field) {
    case 'trigger':
      return stageState(slots, triggerNeeds, triggerStage, missing);
    case 'model':
      return stageState(slots, modelNeeds, modelStage, missing);
    case 'output':
      return outputState(slots, missing);
    case 'action':
      return stageState(slots, involvesMoney(slots) ? moneyActionNeeds : actionNeeds, executionStage, missing);
    case 'approval':
      return approvalState(slots, approval, missing);
    case 'context':
      return contextState(slots, missing);
    case 'outcome':
      return outcomeState(slots, missing);
  }
}

/** A required value, by the name a person is told, and the slots any of which states it. */
interface Need {
  readonly name: string;
  readonly slots: readonly number[];
}

function need(name: string, slot: SlotName): Need {
  return { name, slots: [slotOf(slot)] };
}

const triggerNeeds = [need('kind', 'trigger.kind'), need('ref', 'trigger.ref')];
const modelNeeds = [need('version', 'model.version'), need('promptVersion', 'model.promptVersion')];
const actionNeeds = [need('system', 'execution.system'), { name: 'operation', slots: anyOf.operation }, need('recordId', 'execution.recordId')];
const moneyActionNeeds = [...actionNeeds, need('amount', 'execution.amount'), need('currency', 'execution.currency')];
const outputNeeds = [{ name: 'value', slots: anyOf.outputValue }];
const contextNeeds = [need('environment', 'context.environment'), need('jobId', 'context.jobId')];
const outputHash = slotOf('output.hash');
const outputContent = [...anyOf.outputValue, slotOf('output.reasoning'), slotOf('output.alternatives')];
/** What a decision is made of; words, overrides and edits around it are not one. */
const decisionCore = (['decision.class', 'decision.approver', 'decision.ruleId', 'decision.verdict', 'decision.requestedAt', 'decision.at'] as const).map(slotOf);

const triggerStage = stageIndexOf('trigger');
const modelStage = stageIndexOf('model');
const executionStage = stageIndexOf('execution');
const outcomeStage = stageIndexOf('outcome');
const slot = {
  outputAt: slotOf('output.at'),
  executionAt: slotOf('execution.at'),
  executionType: slotOf('execution.type'),
  actionType: slotOf('context.actionType'),
  amount: slotOf('execution.amount'),
  currency: slotOf('execution.currency'),
  status: slotOf('outcome.status'),
  reportedBy: slotOf('outcome.reportedBy'),
  environment: slotOf('context.environment'),
  jobId: slotOf('context.jobId'),
  appVersion: slotOf('context.appVersion'),
} as const;

function stageState(slots: Slots, needs: readonly Need[], stage: number, missing: string[] | null): FieldState {
  const weakest = weakestOf(slots, needs, missing);
  return stateFrom(weakest, slots.best[stage] ?? rank.none);
}

function weakestOf(slots: Slots, needs: readonly Need[], missing: string[] | null): number {
  let weakest: number = rank.recorded;
  for (const need of needs) {
    const firm = rankOfNeed(slots, need.slots);
    if (firm < weakest) weakest = firm;
    if (firm === rank.none && missing !== null) missing.push(need.name);
  }
  return weakest;
}

function rankOfNeed(slots: Slots, needed: readonly number[]): number {
  if (needed.length === 1) return slots.ranks[needed[0] ?? -1] ?? rank.none;
  return slots.groups[anyOfGroups.indexOf(needed)] ?? strongestOf(slots, needed);
}

function strongestOf(slots: Slots, of: readonly number[]): number {
  let strongest: number = rank.none;
  for (let index = 0; index < of.length; index += 1) {
    const firm = slots.strongest[of[index] ?? -1] ?? rank.none;
    if (firm > strongest) strongest = firm;
  }
  return strongest;
}

function stateFrom(weakest: number, best: number): FieldState {
  if (weakest === rank.recorded) return 'recorded';
  if (best === rank.recorded) return 'part';
  if (best === rank.inferred) return 'inferred';
  if (best === rank.hashed) return 'hash only';
  return 'absent';
}

/** What was proposed must be there, and not first written after it was done. A hash alone fixes a text nobody can read. */
function outputState(slots: Slots, missing: string[] | null): FieldState {
  const value = weakestOf(slots, outputNeeds, missing);
  const content = strongestOf(slots, outputContent);
  if (value === rank.recorded && onlyHashed(slots)) return content === rank.recorded && hasReadableContent(slots) ? 'part' : 'hash only';
  const proposed = slots.instants[slot.outputAt] ?? null;
  const executed = slots.instants[slot.executionAt] ?? null;
  if (value === rank.recorded && proposed !== null && executed !== null && compareInstants(proposed, executed) > 0) {
    missing?.push('at, before the execution');
    return 'part';
  }
  return stateFrom(value, content);
}

function onlyHashed(slots: Slots): boolean {
  return anyOf.outputValue.every((index) => index === outputHash || (slots.strongest[index] ?? rank.none) !== rank.recorded);
}

function hasReadableContent(slots: Slots): boolean {
  return outputContent.some((index) => index !== outputHash && (slots.strongest[index] ?? rank.none) === rank.recorded);
}

/** Money is moved when an amount or currency is stated for the execution, or the action is one of money by its name. */
function involvesMoney(slots: Slots): boolean {
  if ((slots.best[executionStage] ?? rank.none) === rank.none) return false;
  if (slots.values[slot.amount] !== undefined || slots.values[slot.currency] !== undefined) return true;
  const type = scalarText(slots.values[slot.executionType]) ?? scalarText(slots.values[slot.actionType]);
  return type !== null && moneyActions.has(type);
}

const moneyActions: ReadonlySet<string> = new Set([
  'refund', 'refund_issue', 'issue_refund', 'payment', 'payout', 'charge', 'credit', 'credit_note', 'transfer', 'discount', 'chargeback', 'invoice', 'send_certificate',
]);

function approvalState(slots: Slots, approval: Approval, missing: string[] | null): FieldState {
  const decided = firmest(strongestOf(slots, decisionCore));
  switch (approval.class) {
    case 'not recorded':
      missing?.push('class');
      return stateFrom(rank.none, decided);
    case 'human':
      if (approval.approver !== null) return approval.firm === rank.recorded ? 'recorded' : 'inferred';
      missing?.push('approver');
      return stateFrom(rank.none, decided);
    case 'named rule':
    case 'explicitly none':
      return approval.firm === rank.recorded ? 'recorded' : 'inferred';
  }
}

/** Values a rule read out of words are no approval in part. */
function firmest(strongest: number): number {
  return strongest === rank.inferred ? rank.none : strongest;
}

/**
 * A usable time with its zone, the environment, and the job: without them two systems' records cannot be set side by side.
 * One record that states a zone fixes the run in time, whatever a second source leaves out.
 */
function contextState(slots: Slots, missing: string[] | null): FieldState {
  const time = !slots.timed ? rank.none : slots.zoned ? rank.recorded : rank.none;
  if (!slots.timed) missing?.push('at');
  else if (!slots.zoned) missing?.push('zone');
  const others = weakestOf(slots, contextNeeds, missing);
  const best = Math.max(
    slots.timed ? rank.recorded : rank.none,
    slots.ranks[slot.environment] ?? rank.none,
    slots.ranks[slot.jobId] ?? rank.none,
    slots.ranks[slot.appVersion] ?? rank.none,
  );
  return stateFrom(Math.min(time, others), best);
}

const notTheTarget: ReadonlySet<string> = new Set(['agent', 'ai', 'model', 'llm', 'self', 'assistant', 'benchmark']);

/** The target system's own answer: a status the agent reports of itself is not one. */
function outcomeState(slots: Slots, missing: string[] | null): FieldState {
  const status = slots.ranks[slot.status] ?? rank.none;
  const best = slots.best[outcomeStage] ?? rank.none;
  if (status === rank.none) {
    missing?.push('status');
    return stateFrom(rank.none, best);
  }
  const reporter = scalarText(slots.values[slot.reportedBy]);
  if (reporter !== null && notTheTarget.has(reporter.toLowerCase())) {
    missing?.push('status from the target system');
    return stateFrom(rank.none, best);
  }
  const answered = rankOfNeed(slots, anyOf.answer);
  if (answered === rank.none) missing?.push('reportedBy');
  return stateFrom(Math.min(status, answered === rank.none ? rank.none : rank.recorded), status);
}

import type { ActionState, ComparedAction, ComparedField, ComparedSide } from '#shared/model/comparison.ts';
import { actionStates } from '#shared/model/comparison.ts';
import type { Stage } from '#shared/model/lineage.ts';
import { compareInstants } from '#shared/time.ts';
import type { Chain } from './compare-stages.ts';
import { outcomeStatusOf } from './outcome.ts';
import { sameValue } from './same-value.ts';

type Stated = ComparedAction['states'][number];

/** What the comparison comes to, in words of fact, the most urgent first. */
export function actionStatesOf(chain: Chain, fields: readonly ComparedField[], executions: readonly Stage[]): readonly Stated[] {
  const { output, execution, outcome } = chain;
  const states: Stated[] = [];
  const say = (state: ActionState, why: string): void => void states.push({ state, why });
  const differ = (from: ComparedSide, to: ComparedSide): readonly string[] => fields.filter(({ pairs }) => pairs.some((pair) => pair.from === from && pair.to === to && pair.verdict === 'different')).map(({ field }) => field);
  const [edited, unlikeApproved, unlikeProposed, confirmed] = [differ('proposed', 'approved'), differ('approved', 'executed'), differ('proposed', 'executed'), differ('executed', 'confirmed')];
  // Approved afterwards is not approved before it was changed.
  const [afterApproval, unapproved] = approvedAfterwards(chain) ? [[], [...unlikeApproved, ...unlikeProposed]] : [unlikeApproved, unlikeProposed];

  if (afterApproval.length > 0) say('changed after approval', `${names(afterApproval)}: what was executed is not what was approved.`);
  if (unapproved.length > 0) {
    if (editedByPerson(chain)) say('edited by a person', `${names(unapproved)}: the decision says that it was changed, and not to what.`);
    else say('executed otherwise than proposed', `${names(unapproved)}: no approval of other content is recorded.`);
  }
  if (confirmed.length > 0) say('confirmed otherwise than executed', `${names(confirmed)}: the target system states another value than was sent.`);
  if (edited.length > 0) say('edited by a person', `${names(edited)}: between proposal and approval.`);
  const left = execution === null ? [] : fields.filter(({ field, verdict }) => field.startsWith('field ') && verdict === 'missing on one side').map(({ field }) => field);
  if (left.length > 0) say('partly executed', `${names(left)}: proposed, and not among what was written.`);
  if (output === null && execution !== null) say('executed without output', 'No output of a model is recorded before the execution.');
  if (execution === null) say('proposed, not executed', 'No execution is recorded. That says nothing of whether there was one.');
  const repeat = execution === null ? null : repeatOf(execution, executions);
  if (repeat !== null) say(repeat.state, repeat.why);
  if (execution !== null && isUnknown(outcome)) say('outcome unknown', outcome === null ? 'No outcome is recorded.' : 'What is recorded of the outcome does not say how it ended.');
  if (!states.some(({ state }) => state !== 'outcome unknown') && fields.some(({ verdict }) => verdict === 'equal')) say('as proposed', 'Every field that both sides record is the same.');
  return states.toSorted((a, b) => actionStates.indexOf(a.state) - actionStates.indexOf(b.state));
}

function approvedAfterwards({ decision, execution }: Chain): boolean {
  const [decided, executed] = [decision?.at ?? null, execution?.at ?? null];
  return decided !== null && executed !== null && compareInstants(decided, executed) > 0;
}

function names(fields: readonly string[]): string {
  return fields.join(', ');
}

function editedByPerson({ decision }: Chain): boolean {
  return decision?.values['edits'] !== undefined || decision?.values['overrideFlag']?.value === true || decision?.values['verdict']?.value === 'modified';
}

function isUnknown(outcome: Stage | null): boolean {
  return outcome === null || ['not recorded', 'pending'].includes(outcomeStatusOf(outcome.values['status']?.value, null));
}

/** The same key, or the same target and amount in one run: the second may be a wanted one, and then it is only possible. */
function repeatOf(execution: Stage, executions: readonly Stage[]): Stated | null {
  const others = executions.filter(({ id }) => id !== execution.id);
  const told = (stage: Stage, name: string): string | null => {
    const value = stage.values[name]?.value;
    return value === undefined || value === null || typeof value === 'object' ? null : String(value);
  };
  const key = told(execution, 'idempotencyKey');
  const twin = key === null ? undefined : others.find((other) => told(other, 'idempotencyKey') === key);
  if (twin !== undefined) return { state: 'executed more than once', why: `${twin.id} carries the same idempotency key.` };
  const amount = told(execution, 'amount');
  const record = told(execution, 'recordId');
  const alike = amount === null || record === null ? undefined : others.find((other) => told(other, 'recordId') === record && sameValue('amount', told(other, 'amount'), amount));
  return alike === undefined ? null : { state: 'possible repeat', why: `${alike.id} has the same record and amount under another key.` };
}

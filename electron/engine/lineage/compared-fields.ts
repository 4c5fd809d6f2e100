import type { ComparedSide } from '#shared/model/comparison.ts';

/** How two values of a field are held to be the same. Nothing that is not declared here is evened out. */
export type Comparison = 'decimal' | 'ignoring case' | 'exact' | 'text';

export const comparisonWords: Readonly<Record<Comparison, string>> = {
  decimal: 'as numbers: 340 and 340.00 are the same',
  'ignoring case': 'ignoring the case of letters',
  exact: 'character by character',
  text: 'character by character, shown word by word',
};

/** One field of an action and where each side keeps it, in the order to look: `stage.value`, `stage.value/member`. */
export interface FieldPlaces {
  readonly field: string;
  readonly as: Comparison;
  readonly places: Readonly<Record<ComparedSide, readonly string[]>>;
}

const content: readonly FieldPlaces[] = [
  { field: 'amount', as: 'decimal', places: { proposed: ['output.amount', 'output.plan/amount'], approved: ['decision.edits/amount'], executed: ['execution.amount'], confirmed: ['outcome.amount', 'outcome.response/amount'] } },
  { field: 'currency', as: 'ignoring case', places: { proposed: ['output.currency', 'output.plan/currency'], approved: ['decision.edits/currency'], executed: ['execution.currency'], confirmed: ['outcome.currency', 'outcome.response/currency'] } },
  { field: 'recipient', as: 'exact', places: { proposed: ['output.recipient', 'output.plan/recipient'], approved: ['decision.edits/recipient'], executed: ['execution.recipient'], confirmed: ['outcome.recipient'] } },
  { field: 'record', as: 'exact', places: { proposed: ['output.recordId', 'output.plan/recordId'], approved: ['decision.edits/recordId'], executed: ['execution.recordId'], confirmed: ['outcome.recordId'] } },
];

const assignee: FieldPlaces = { field: 'assignee', as: 'exact', places: { proposed: ['output.plan/assignee', 'output.assignee', 'output.value'], approved: ['decision.edits/assignee'], executed: ['execution.assignee'], confirmed: ['outcome.assignee'] } };
const message: FieldPlaces = { field: 'text', as: 'text', places: { proposed: ['output.text', 'output.value'], approved: ['output.finalText', 'decision.edits/text'], executed: ['execution.arguments/text', 'execution.arguments/body'], confirmed: [] } };

/** By action type: a new kind of action is a line here. Patterns are looked at in order; all that fit are used. */
const byAction: readonly { readonly actions: RegExp; readonly fields: readonly FieldPlaces[] }[] = [
  { actions: /mail|message|note|brief|draft/iu, fields: [message] },
  { actions: /route|assign|deprioriti/iu, fields: [assignee] },
];

/** The fields to be compared for an action; what all actions share comes first. */
export function comparedFieldsOf(actionType: string | null): readonly FieldPlaces[] {
  return [...content, ...byAction.filter(({ actions }) => actionType !== null && actions.test(actionType)).flatMap(({ fields }) => fields)];
}

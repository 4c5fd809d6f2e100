import type { MappedColumn } from '#shared/model/source.ts';
import type { SelectGroup } from '../../parts/select.tsx';

/** What a column can feed, by stage: the canonical names of the lineage room. Anything else can be typed into a saved mapping. */
const names: readonly (readonly [title: string, stage: string, names: string])[] = [
  ['Run', 'run', 'id event'],
  ['Context', 'context', 'actionType at environment agent agentVersion system jobId appVersion riskLevel governanceModel channel interactionId conversationId sessionId workflowOwner workflowVersion recordedBy'],
  ['Subject', 'context', 'subject.customer subject.lead subject.deal subject.invoice subject.ticket subject.user subject.account'],
  ['Trigger', 'trigger', 'kind ref actor condition text at'],
  ['Model · prompt', 'model', 'provider name version deployedAt promptTemplate promptVersion promptHash promptText policyVersion configVersion parameters at'],
  ['AI output', 'output', 'value text reasoning confidence scale score alternatives amount currency hash hashAlg finalText plan at'],
  ['Approval', 'decision', 'class approver role ruleId ruleVersion verdict rationale requestedAt edits overrideFlag overrideBy overrideReason policyOutcome at'],
  ['Execution', 'execution', 'type effect operation system recordId amount currency recipient externalRef changes assignee channel arguments callId idempotencyKey at'],
  ['Outcome', 'outcome', 'status response externalId reportedBy error score at'],
  ['Recovery', 'recovery', 'reversible method window compensates status amount currency by at'],
  ['Dispute', 'dispute', 'id reason class filedBy filedAt outcome decidedBy decidedAt rationale escalatedTo'],
  ['Consent', 'consent', 'method by at'],
  ['Source data', 'source-data', 'features state refs category sources operation arguments result at'],
];

export const notMapped = 'not mapped';

/** The choices, and the current target if it is none of them. */
export function targetGroups(current: string | null): readonly SelectGroup[] {
  const groups = names.map(([title, stage, list]) => ({ title, options: list.split(' ').map((name) => ({ value: `${stage}.${name}`, title: `${stage}.${name}` })) }));
  const known = current === null || groups.some(({ options }) => options.some(({ value }) => value === current));
  return [{ title: null, options: [{ value: notMapped, title: notMapped }, ...(known ? [] : [{ value: current, title: current }])] }, ...groups];
}

export const columnTypes: readonly { readonly value: MappedColumn['type']; readonly title: string }[] = [
  { value: 'text', title: 'text' },
  { value: 'number', title: 'number' },
  { value: 'boolean', title: 'yes or no' },
  { value: 'json', title: 'JSON' },
  { value: 'instant', title: 'time as written' },
  { value: 'instant-s', title: 'epoch, seconds' },
  { value: 'instant-ms', title: 'epoch, ms' },
  { value: 'instant-us', title: 'epoch, µs' },
  { value: 'instant-ns', title: 'epoch, ns' },
];

export function columnTypeOf(value: string): MappedColumn['type'] {
  return columnTypes.find((type) => type.value === value)?.value ?? 'text';
}

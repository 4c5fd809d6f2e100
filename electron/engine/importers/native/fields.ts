import type { StageKind } from '#shared/model/lineage.ts';

/** How a CSV cell of the field is read; in JSON the value has its own type already. `decimal` text keeps its zeros. */
export type CellType = 'text' | 'number' | 'decimal' | 'boolean' | 'json';

export interface FieldRow {
  /** Member path in the record, and CSV header. */
  readonly path: string;
  readonly stage: StageKind | 'context';
  readonly name: string;
  readonly cell: CellType;
}

/** The nested record form: member path → canonical stage and name. The published JSON Schema is tested against it. */
export const nestedFields: readonly FieldRow[] = [
  ...group('subject', 'context', {
    customerId: 'subject.customer',
    leadId: 'subject.lead',
    dealId: 'subject.deal',
    ticketId: 'subject.ticket',
    invoiceId: 'subject.invoice',
    userId: 'subject.user',
    accountId: 'subject.account',
  }),
  ...group('context', 'context', { environment: 'environment', jobId: 'jobId', appVersion: 'appVersion', system: 'system' }),
  ...group('agent', 'context', { id: 'agentId', name: 'agent', version: 'agentVersion' }),
  ...group('risk', 'context', { level: 'riskLevel' }),
  ...group('governance', 'context', { model: 'governanceModel' }),
  ...group('workflow', 'context', { owner: 'workflowOwner', version: 'workflowVersion' }),
  ...group('interaction', 'context', { id: 'interactionId', channel: 'channel' }),
  ...group('trigger', 'trigger', { kind: 'kind', ref: 'ref', actor: 'actor', at: 'at', condition: 'condition', text: 'text' }),
  ...group('model', 'model', { provider: 'provider', name: 'name', version: 'version', deployedAt: 'deployedAt' }),
  ...group('prompt', 'model', { template: 'promptTemplate', version: 'promptVersion', hash: 'promptHash' }),
  ...group('inputs', 'source-data', { features: 'features json', state: 'state json', refs: 'refs json', category: 'category' }),
  ...group('output', 'output', {
    value: 'value json',
    text: 'text',
    reasoning: 'reasoning',
    confidence: 'confidence number',
    scale: 'scale',
    score: 'score number',
    amount: 'amount decimal',
    currency: 'currency',
    alternatives: 'alternatives json',
    hash: 'hash',
    hashAlg: 'hashAlg',
    finalText: 'finalText',
    at: 'at',
  }),
  ...group('decision', 'decision', {
    class: 'class',
    approver: 'approver',
    role: 'role',
    at: 'at',
    ruleId: 'ruleId',
    ruleVersion: 'ruleVersion',
    verdict: 'verdict',
    rationale: 'rationale',
    requestedAt: 'requestedAt',
    edits: 'edits json',
  }),
  ...group('override', 'decision', { flag: 'overrideFlag boolean', by: 'overrideBy', reason: 'overrideReason' }),
  ...group('action', 'execution', {
    type: 'type',
    effect: 'effect',
    system: 'system',
    operation: 'operation',
    recordId: 'recordId',
    amount: 'amount decimal',
    currency: 'currency',
    recipient: 'recipient',
    externalRef: 'externalRef',
    changes: 'changes json',
    assignee: 'assignee',
    idempotencyKey: 'idempotencyKey',
    at: 'at',
  }),
  ...group('outcome', 'outcome', { status: 'status', response: 'response json', externalId: 'externalId', reportedBy: 'reportedBy', at: 'at' }),
  ...group('recovery', 'recovery', {
    reversible: 'reversible boolean',
    method: 'method',
    window: 'window',
    compensates: 'compensates',
    status: 'status',
    amount: 'amount decimal',
    currency: 'currency',
    by: 'by',
    at: 'at',
  }),
  ...group('dispute', 'dispute', {
    id: 'id',
    reason: 'reason',
    class: 'class',
    filedBy: 'filedBy',
    filedAt: 'filedAt',
    outcome: 'outcome',
    decidedBy: 'decidedBy',
    decidedAt: 'decidedAt',
    rationale: 'rationale',
    escalatedTo: 'escalatedTo',
  }),
  ...group('consent', 'consent', { method: 'method', at: 'at', by: 'by' }),
  ...group('delivery', 'execution', { channel: 'channel' }),
  { path: 'access', stage: 'access', name: 'entries', cell: 'json' },
  { path: 'sources', stage: 'source-data', name: 'sources', cell: 'json' },
];

/** The flat names of the 4-Pattern examples that need nothing but renaming. What needs reading is in `flat-names.ts`. */
export const flatFields: readonly FieldRow[] = [
  { path: 'timestamp', stage: 'context', name: 'at', cell: 'text' },
  { path: 'action_type', stage: 'context', name: 'actionType', cell: 'text' },
  { path: 'lead_id', stage: 'context', name: 'subject.lead', cell: 'text' },
  { path: 'deal_id', stage: 'context', name: 'subject.deal', cell: 'text' },
  { path: 'model_version_date', stage: 'model', name: 'deployedAt', cell: 'text' },
  { path: 'input_features', stage: 'source-data', name: 'features', cell: 'json' },
  { path: 'input_state', stage: 'source-data', name: 'state', cell: 'json' },
  { path: 'prompt_inputs', stage: 'source-data', name: 'state', cell: 'json' },
  { path: 'confidence', stage: 'output', name: 'confidence', cell: 'number' },
  { path: 'alternatives_considered', stage: 'output', name: 'alternatives', cell: 'json' },
  { path: 'alternatives_evaluated', stage: 'output', name: 'alternatives', cell: 'json' },
  { path: 'generated_text', stage: 'output', name: 'text', cell: 'text' },
  { path: 'final_sent_text', stage: 'output', name: 'finalText', cell: 'text' },
  { path: 'reason', stage: 'output', name: 'reasoning', cell: 'text' },
  { path: 'rep_edits', stage: 'decision', name: 'edits', cell: 'json' },
  { path: 'routing_rule_applied', stage: 'decision', name: 'ruleId', cell: 'text' },
  { path: 'override', stage: 'decision', name: 'overrideFlag', cell: 'boolean' },
  { path: 'human_override', stage: 'decision', name: 'overrideFlag', cell: 'boolean' },
  { path: 'override_by', stage: 'decision', name: 'overrideBy', cell: 'text' },
  { path: 'sent_timestamp', stage: 'execution', name: 'at', cell: 'text' },
];

/** Members that say which record this is, and the chain over the records: read, but not values of a stage. */
export const recordMembers: ReadonlySet<string> = new Set(['schema', 'id', 'event', 'at', 'run', 'step', 'seq', 'prev_hash', 'hash']);

/** Groups that may be an array: several decisions, calls or recoveries of one run in one record. */
export const repeatableGroups: ReadonlySet<string> = new Set(['output', 'decision', 'action', 'outcome', 'recovery', 'dispute']);

/** The stage time that a record's own `at` states, by what the record reports. */
export const atOfEvent: ReadonlyMap<string, { readonly stage: StageKind | 'context'; readonly name: string; readonly group: string; readonly member: string }> = new Map([
  ['triggered', { stage: 'trigger', name: 'at', group: 'trigger', member: 'at' }],
  ['proposed', { stage: 'output', name: 'at', group: 'output', member: 'at' }],
  ['decided', { stage: 'decision', name: 'at', group: 'decision', member: 'at' }],
  ['executed', { stage: 'execution', name: 'at', group: 'action', member: 'at' }],
  ['confirmed', { stage: 'outcome', name: 'at', group: 'outcome', member: 'at' }],
  ['compensated', { stage: 'recovery', name: 'at', group: 'recovery', member: 'at' }],
  ['disputed', { stage: 'dispute', name: 'filedAt', group: 'dispute', member: 'filedAt' }],
  ['dispute.decided', { stage: 'dispute', name: 'decidedAt', group: 'dispute', member: 'decidedAt' }],
  ['accessed', { stage: 'access', name: 'at', group: 'access', member: 'at' }],
] as const);

function group(member: string, stage: StageKind | 'context', names: Readonly<Record<string, string>>): readonly FieldRow[] {
  return Object.entries(names).map(([key, target]) => {
    const [name = key, cell] = target.split(' ');
    return { path: `${member}.${key}`, stage, name, cell: cellType(cell) };
  });
}

function cellType(word: string | undefined): CellType {
  return word === 'number' || word === 'decimal' || word === 'boolean' || word === 'json' ? word : 'text';
}

import type { MappedColumn } from '#shared/model/source.ts';

/** Type a column gets unless its values say otherwise; `instant` is refined by looking at them. */
type ColumnType = MappedColumn['type'];

/**
 * Column names by what they usually mean, written as lower-case words. First match wins; a name that is not listed is kept
 * and shown, never guessed at. The person who confirms the mapping decides.
 */
const aliases: readonly (readonly [target: string, type: ColumnType, names: readonly string[]])[] = [
  ['run.id', 'text', ['run id', 'run', 'trace id', 'execution id', 'workflow run id', 'request id', 'correlation id']],
  ['run.event', 'text', ['event', 'event type', 'event name', 'record type', 'kind of event']],
  ['context.at', 'instant', ['timestamp', 'time', 'at', 'date', 'datetime', 'created at', 'created', 'event time', 'logged at', 'occurred at', 'start time', 'ts', 'utc time', 'time utc', 'time unix nano', 'start time unix nano']],
  ['context.actionType', 'text', ['action type', 'action name', 'action', 'activity', 'task', 'task type']],
  ['context.environment', 'text', ['environment', 'env', 'deployment environment', 'deployment environment name', 'stage']],
  ['context.jobId', 'text', ['job id', 'job', 'batch id', 'process id']],
  ['context.appVersion', 'text', ['app version', 'application version', 'build', 'release', 'service version']],
  ['context.agent', 'text', ['agent', 'agent name', 'agent id', 'agent did', 'bot', 'assistant', 'gen ai agent name', 'service name']],
  ['context.sessionId', 'text', ['session id', 'session']],
  ['context.conversationId', 'text', ['conversation id', 'conversation', 'thread id', 'gen ai conversation id']],
  ['context.riskLevel', 'text', ['risk level', 'risk', 'severity']],
  ['context.subject.customer', 'text', ['customer id', 'customer', 'client id', 'contact id', 'konto', 'kunde', 'kundennummer']],
  ['context.subject.lead', 'text', ['lead id', 'lead']],
  ['context.subject.deal', 'text', ['deal id', 'deal', 'opportunity id']],
  ['context.subject.ticket', 'text', ['ticket id', 'ticket', 'case id', 'case number']],
  ['context.subject.invoice', 'text', ['invoice id', 'invoice', 'invoice number']],
  ['context.subject.user', 'text', ['user id', 'user', 'end user', 'enduser id']],
  ['context.subject.account', 'text', ['account id', 'account']],
  ['trigger.kind', 'text', ['trigger', 'trigger kind', 'trigger type', 'triggered by']],
  ['trigger.ref', 'text', ['trigger ref', 'trigger id', 'message id', 'source event id', 'source reference']],
  ['trigger.text', 'text', ['input', 'user input', 'question', 'request', 'gen ai prompt', 'gen ai input messages', 'input value']],
  ['trigger.condition', 'text', ['trigger condition', 'condition']],
  ['model.provider', 'text', ['provider', 'model provider', 'vendor', 'gen ai system', 'gen ai provider name']],
  ['model.name', 'text', ['model', 'model name', 'model id', 'llm model name', 'gen ai request model', 'gen ai response model']],
  ['model.version', 'text', ['model version', 'model snapshot']],
  ['model.promptTemplate', 'text', ['prompt template', 'prompt name', 'prompt id', 'prompt template id', 'gen ai prompt name']],
  ['model.promptVersion', 'text', ['prompt version', 'prompt template version', 'template version']],
  ['output.text', 'text', ['output', 'output text', 'response text', 'completion', 'answer', 'generated text', 'gen ai completion', 'gen ai output messages', 'output value']],
  ['output.reasoning', 'text', ['reasoning', 'reason', 'explanation', 'rationale']],
  ['output.score', 'number', ['score', 'output score', 'lead score']],
  ['output.confidence', 'number', ['confidence', 'probability', 'confidence score']],
  ['output.alternatives', 'json', ['alternatives', 'alternatives considered', 'alternatives evaluated']],
  ['decision.approver', 'text', ['approver', 'approved by', 'approver id', 'reviewer', 'human reviewer', 'reviewed by', 'approver did']],
  ['decision.at', 'instant', ['approved at', 'approval time', 'reviewed at', 'decided at']],
  ['decision.ruleId', 'text', ['rule', 'rule id', 'matched rule', 'policy', 'policy id', 'policy rule', 'routing rule applied']],
  ['decision.verdict', 'text', ['decision', 'verdict', 'approval', 'approval status', 'policy decision', 'review decision']],
  ['decision.overrideFlag', 'boolean', ['override', 'human override', 'overridden']],
  ['decision.overrideBy', 'text', ['override by', 'overridden by']],
  ['execution.type', 'text', ['transaction type', 'operation type']],
  ['execution.system', 'text', ['system', 'target system', 'destination', 'connector']],
  ['execution.operation', 'text', ['operation', 'tool', 'tool name', 'function', 'method', 'command', 'gen ai tool name']],
  ['execution.recordId', 'text', ['record id', 'object id', 'resource', 'resource id', 'target', 'target id', 'charge id', 'payment id']],
  ['execution.amount', 'number', ['amount', 'value', 'refund amount', 'total', 'betrag', 'amount paid']],
  ['execution.currency', 'text', ['currency', 'currency code', 'waehrung', 'währung']],
  ['execution.recipient', 'text', ['recipient', 'to', 'payee']],
  ['execution.externalRef', 'text', ['external ref', 'external reference', 'reference', 'transaction id', 'refund id', 'external id']],
  ['execution.idempotencyKey', 'text', ['idempotency key']],
  ['execution.assignee', 'text', ['assigned to', 'assignee', 'owner']],
  ['execution.arguments', 'json', ['arguments', 'args', 'parameters', 'tool arguments']],
  ['execution.at', 'instant', ['executed at', 'execution time', 'sent at', 'sent timestamp', 'processed at']],
  ['outcome.status', 'text', ['status', 'outcome', 'result', 'state', 'success', 'outcome status']],
  ['outcome.error', 'text', ['error', 'error message', 'failure reason', 'status message']],
  ['outcome.response', 'text', ['response', 'gateway response', 'response code', 'status code']],
  ['outcome.at', 'instant', ['completed at', 'finished at', 'end time', 'ended at', 'settled at']],
];

const byWords: ReadonlyMap<string, { readonly target: string; readonly type: ColumnType }> = new Map(
  aliases.flatMap(([target, type, names]) => names.map((name) => [name, { target, type }] as const)),
);

export function aliasOf(column: string): { readonly target: string; readonly type: ColumnType } | null {
  return byWords.get(wordsOf(column)) ?? null;
}

/** `modelVersion`, `model_version`, `Model Version`, `/model/version`, `gen_ai.request.model` as lower-case words. */
export function wordsOf(column: string): string {
  return column
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .toLowerCase();
}

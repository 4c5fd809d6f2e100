import { isJsonObject } from '#shared/json.ts';
import type { FieldCompleteness, Lineage, Provenance, Stage, StageKind, StageValue } from '#shared/model/lineage.ts';
import type { SevenField } from '#shared/model/run.ts';
import { clipped, countOf, nameInWords, plainText, shownJson, weakest } from './value-text.ts';

/** What a node of the graph prints: one telling value, at most two lines more, how it is known, when. */
export interface StageCard {
  readonly heading: string;
  readonly telling: string;
  /** Names of the values printed, the telling one first: where its bytes are looked for. */
  readonly names: readonly string[];
  readonly lines: readonly CardLine[];
  readonly provenance: Provenance;
  readonly at: string | null;
  /** `at` by the right clock, where that of its source is stated. */
  readonly corrected: string | null;
  /** Values on which records of this stage disagree. */
  readonly contradictions: number;
  /** An outcome that says it failed: its mark must not look like success. */
  readonly failed: boolean;
}

export interface CardLine {
  /** The value it prints; the first of them when it joins several. */
  readonly name: string;
  readonly text: string;
  readonly provenance: Provenance;
}

export const stageTitles: Readonly<Record<StageKind, string>> = {
  trigger: 'Trigger',
  model: 'Model · prompt',
  output: 'AI output',
  decision: 'Approval',
  execution: 'Execution',
  outcome: 'Outcome',
  recovery: 'Recovery',
  dispute: 'Dispute',
  consent: 'Consent',
  'source-data': 'Source data',
  access: 'Access',
};

/** Which of the seven fields a stage answers; side stages answer none. */
export const fieldOfStage: Readonly<Partial<Record<StageKind, SevenField>>> = {
  trigger: 'trigger',
  model: 'model',
  output: 'output',
  decision: 'approval',
  execution: 'action',
  outcome: 'outcome',
};

export function stageCard(stage: Stage, lineage: Pick<Lineage, 'fields'>): StageCard {
  if (!stage.present) return absentCard(stage.kind, lineage.fields);
  const heading = headings[stage.kind](stage.values) ?? stageTitles[stage.kind];
  const [telling, ...rest] = candidates[stage.kind](stage.values).filter((line) => plainWords(line.text) !== plainWords(heading));
  return {
    heading,
    // The engine's title is the same in words; it says what there is when no single value does.
    names: [telling, ...rest].flatMap((line) => line?.name ?? []),
    telling: telling?.text ?? (plainWords(stage.title) === plainWords(heading) ? '' : stage.title),
    lines: rest.filter((line) => line.text !== telling?.text).slice(0, 2),
    provenance: telling?.provenance ?? weakest(Object.values(stage.values).map((value) => value.provenance)),
    at: stage.at,
    corrected: stage.corrected ?? null,
    contradictions: Object.values(stage.values).filter((value) => value.also.length > 0).length,
    failed: stage.kind === 'outcome' && saysFailed(stage.values),
  };
}

const absentWords: Readonly<Record<StageKind, string>> = {
  trigger: 'No trigger found',
  model: 'No model found',
  output: 'No output found',
  decision: 'No approval found',
  execution: 'No execution found',
  outcome: 'No outcome found',
  recovery: 'No recovery found',
  dispute: 'No dispute found',
  consent: 'No consent found',
  'source-data': 'No source data found',
  access: 'No access log found',
};

function absentCard(kind: StageKind, fields: readonly FieldCompleteness[]): StageCard {
  const missing = fields.find((field) => field.field === fieldOfStage[kind])?.missing ?? [];
  const named = missing.map(nameInWords).join(', ');
  return {
    heading: 'Not recorded',
    telling: absentWords[kind],
    names: [],
    lines: [{ name: '', text: named === '' ? 'in any imported source' : `missing: ${named}`, provenance: 'absent' }],
    provenance: 'absent',
    at: null,
    corrected: null,
    contradictions: 0,
    failed: false,
  };
}

function saysFailed(values: Values): boolean {
  return plainText(values['error']) !== null || /^(?:fail|error|reject|declin|den(?:y|ied)|abort|cancel)/iu.test(plainText(values['status']) ?? '');
}

type Values = Stage['values'];
type Candidates = (values: Values) => readonly CardLine[];

/** What kind of trigger, model, output … it is: the small line over the telling value. */
const headings: Readonly<Record<StageKind, (values: Values) => string | null>> = {
  trigger: (values) => inWords(values, 'kind'),
  model: (values) => said(values, 'name') ?? inWords(values, 'provider'),
  output: (values) => (values['toolCall'] !== undefined ? 'Proposed call' : values['amount'] !== undefined ? 'Proposal' : values['score'] !== undefined ? 'Score' : values['text'] !== undefined || values['finalText'] !== undefined ? 'Text' : null),
  decision: (values) => inWords(values, 'verdict') ?? inWords(values, 'class'),
  execution: (values) => inWords(values, 'type') ?? inWords(values, 'operation'),
  outcome: (values) => inWords(values, 'status'),
  recovery: () => null,
  dispute: () => null,
  consent: () => null,
  'source-data': () => null,
  access: () => null,
};

function plainWords(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/gu, ' ');
}

function said(values: Values, name: string): string | null {
  const text = plainText(values[name]);
  return text === null ? null : clipped(text, 48);
}

/** `lead_route` → `Lead route`. */
function inWords(values: Values, name: string): string | null {
  const text = said(values, name)?.replaceAll('_', ' ') ?? null;
  return text === null || text === '' ? null : text.charAt(0).toUpperCase() + text.slice(1);
}

/** In order of how much a reader learns from it; the first one found is the telling value. */
const candidates: Readonly<Record<StageKind, Candidates>> = {
  trigger: (values) => found([one(values, 'ref'), one(values, 'condition'), quoted(values, 'text'), one(values, 'actor'), one(values, 'kind')]),
  model: (values) =>
    found([
      joined([prefixed(values, 'version', 'v'), prefixed(values, 'promptVersion', 'prompt v')], ' · '),
      one(values, 'promptTemplate'),
      prefixed(values, 'deployedAt', 'deployed '),
      one(values, 'provider'),
      one(values, 'name'),
    ]),
  output: (values) =>
    found([
      money(values),
      prefixed(values, 'score', 'score '),
      toolCall(values),
      one(values, 'value'),
      quoted(values, 'text'),
      quoted(values, 'finalText'),
      one(values, 'plan'),
      prefixed(values, 'confidence', 'confidence '),
      prefixed(values, 'reasoning', 'reasoning '),
      counted(values, 'alternatives', 'alternative'),
    ]),
  decision: (values) =>
    found([one(values, 'approver'), prefixed(values, 'ruleId', 'rule '), one(values, 'class'), one(values, 'verdict'), one(values, 'role'), quoted(values, 'rationale'), one(values, 'overrideReason')]),
  execution: (values) =>
    found([
      money(values),
      prefixed(values, 'assignee', 'to '),
      joined([one(values, 'system'), one(values, 'operation')], ' · '),
      one(values, 'recordId'),
      one(values, 'externalRef'),
      prefixed(values, 'recipient', 'to '),
      counted(values, 'changes', 'change'),
      one(values, 'arguments'),
      one(values, 'type'),
    ]),
  outcome: (values) => found([one(values, 'response'), one(values, 'error'), one(values, 'status'), one(values, 'externalId'), prefixed(values, 'reportedBy', 'reported by '), prefixed(values, 'score', 'score ')]),
  recovery: (values) => found([money(values), one(values, 'status'), prefixed(values, 'method', 'by '), prefixed(values, 'by', 'approved by '), prefixed(values, 'reversible', 'reversible: ')]),
  dispute: (values) => found([one(values, 'reason'), one(values, 'outcome'), prefixed(values, 'filedBy', 'filed by '), prefixed(values, 'decidedBy', 'decided by ')]),
  consent: (values) => found([one(values, 'method'), prefixed(values, 'by', 'by ')]),
  'source-data': (values) =>
    found([one(values, 'operation'), counted(values, 'sources', 'source'), counted(values, 'features', 'feature'), counted(values, 'state', 'state field'), counted(values, 'refs', 'reference'), one(values, 'category'), one(values, 'arguments')]),
  access: (values) => found([counted(values, 'entries', 'access entry', 'access entries')]),
};

const lineLength = 64;

function one(values: Values, name: string): CardLine | null {
  return prefixed(values, name, '');
}

function prefixed(values: Values, name: string, prefix: string): CardLine | null {
  const value = values[name];
  const text = plainText(value);
  if (value === undefined || text === null) return null;
  const doubled = prefix.endsWith('v') && /^v/iu.test(text);
  return { name, text: clipped(`${doubled ? prefix.slice(0, -1) : prefix}${text}`, lineLength), provenance: value.provenance };
}

/** A call as a program would write it: `get_order(order_id: #W12)`. */
function toolCall(values: Values): CardLine | null {
  const value = values['toolCall'];
  if (value === undefined || !isJsonObject(value.value) || typeof value.value['name'] !== 'string') return one(values, 'toolCall');
  const given = value.value['arguments'] ?? null;
  const words = isJsonObject(given) ? Object.entries(given).map(([name, inner]) => `${name}: ${shownJson(inner).text}`).join(', ') : given === null ? '' : shownJson(given).text;
  return { name: 'toolCall', text: clipped(`${value.value['name']}(${words})`, lineLength), provenance: value.provenance };
}

function quoted(values: Values, name: string): CardLine | null {
  const value = values[name];
  const text = plainText(value);
  if (value === undefined || text === null) return null;
  const shown = value.provenance === 'recorded' || value.provenance === 'inferred' ? `“${clipped(text, lineLength - 2)}”` : text;
  return { name, text: shown, provenance: value.provenance };
}

function money(values: Values): CardLine | null {
  return joined([one(values, 'amount'), one(values, 'amount') === null ? null : one(values, 'currency')], ' ');
}

function counted(values: Values, name: string, noun: string, plural = `${noun}s`): CardLine | null {
  const value: StageValue | undefined = values[name];
  if (value === undefined) return null;
  const count = countOf(value.value);
  if (count === null) return prefixed(values, name, '');
  return { name, text: `${count} ${count === 1 ? noun : plural}`, provenance: value.provenance };
}

function joined(parts: readonly (CardLine | null)[], glue: string): CardLine | null {
  const present = found(parts);
  const [first] = present;
  if (first === undefined) return null;
  return { name: first.name, text: present.map((part) => part.text).join(glue), provenance: weakest(present.map((part) => part.provenance)) };
}

function found(lines: readonly (CardLine | null)[]): readonly CardLine[] {
  return lines.filter((line) => line !== null);
}

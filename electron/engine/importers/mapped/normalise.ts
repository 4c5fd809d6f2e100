import { isJsonObject, pointerToken, type JsonObject, type JsonValue } from '#shared/json.ts';
import { stageKinds, type StageKind } from '#shared/model/lineage.ts';
import type { ColumnMapping, MappedColumn } from '#shared/model/source.ts';
import { instantText, parseInstant, type EpochUnit } from '#shared/time.ts';
import { numberOrText, parseJson } from '../../evidence/exact-numbers.ts';
import type { ParsedRecord } from '../../evidence/layout.ts';
import type { EventValue, Normalised, SourceContext } from '../importer.ts';
import { pointerOfColumn, valueAtColumn } from './columns.ts';

/** Untrusted: one record, read as the mapping says. Columns it does not map are kept; empty cells of a table are absent. */
export function normaliseMapped(record: ParsedRecord, source: SourceContext): Normalised {
  const value = record.value;
  if (!isJsonObject(value)) return { kind: 'problem', problem: { rule: 'not-an-object', reason: 'With a mapping a record is an object or a row; this one is neither, so no column can be found in it.' } };
  const isTable = source.layout.kind === 'csv';
  const plan = planOf(source.mapping, isTable);
  const values: EventValue[] = [];
  let runId: string | null = null;
  let event = 'record';
  for (const column of plan.columns) {
    const found = valueAtColumn(value, column.column, isTable);
    if (found === undefined || (isTable && found === '')) continue;
    const text = typeof found === 'string' || typeof found === 'number' ? String(found) : null;
    if (column.target === 'run.id') runId = text === '' ? null : text;
    else if (column.target === 'run.event') event = text ?? event;
    else values.push({ stage: column.stage, instance: '', name: column.name, value: typed(found, column), provenance: 'recorded', rule: null, pointer: column.pointer });
  }
  const bytes = record.sha256 ?? `preview ${record.ordinal}`;
  return {
    kind: 'events',
    events: [
      {
        runKey: runId === null ? `bytes:${bytes}` : `run:${runId}`,
        externalId: runId ?? `record ${bytes.slice(0, 12)}`,
        event,
        values,
        unmapped: unmappedOf(value, plan, isTable),
      },
    ],
  };
}

interface PlannedColumn {
  readonly column: string;
  readonly target: string;
  readonly stage: StageKind | 'context';
  readonly name: string;
  readonly type: MappedColumn['type'];
  readonly pointer: string;
}

interface Plan {
  readonly columns: readonly PlannedColumn[];
  /** Top-level members the mapping reads, wholly or in part. */
  readonly read: ReadonlySet<string>;
}

/** One plan a mapping: a source has one, and a million records. */
const plans = new WeakMap<ColumnMapping, { readonly table: Plan; readonly tree: Plan }>();
const noPlan: Plan = { columns: [], read: new Set() };

function planOf(mapping: ColumnMapping | null, isTable: boolean): Plan {
  if (mapping === null) return noPlan;
  const known = plans.get(mapping) ?? { table: makePlan(mapping, true), tree: makePlan(mapping, false) };
  plans.set(mapping, known);
  return isTable ? known.table : known.tree;
}

function makePlan(mapping: ColumnMapping, isTable: boolean): Plan {
  const columns = mapping.columns.flatMap(({ column, target, type }): readonly PlannedColumn[] => {
    const place = target === null ? null : placeOf(target);
    return place === null || target === null ? [] : [{ column, target, type, pointer: pointerOfColumn(column, isTable), ...place }];
  });
  return { columns, read: new Set(columns.map(({ pointer }) => topLevel(pointer))) };
}

/** `execution.amount` → stage and name; null for a target of no stage, which maps nothing. */
function placeOf(target: string): { readonly stage: StageKind | 'context'; readonly name: string } | null {
  if (target === 'run.id' || target === 'run.event') return { stage: 'context', name: target };
  const dot = target.indexOf('.');
  const stage = target.slice(0, dot);
  const name = target.slice(dot + 1);
  if (dot < 1 || name === '') return null;
  if (stage === 'context') return { stage, name };
  const kind = stageKinds.find((known) => known === stage);
  return kind === undefined ? null : { stage: kind, name };
}

function typed(value: JsonValue, column: PlannedColumn): JsonValue {
  switch (column.type) {
    case 'text':
    case 'instant':
      return value;
    case 'number':
      // An amount keeps its zeros: 120.00 is what was recorded.
      return typeof value === 'string' && column.name !== 'amount' ? numberOrText(value) : value;
    case 'boolean':
      return typeof value === 'string' ? booleanOrText(value) : value;
    case 'json':
      return typeof value === 'string' ? (parseJson(value) ?? value) : value;
    case 'instant-s':
      return inUnit(value, 's');
    case 'instant-ms':
      return inUnit(value, 'ms');
    case 'instant-us':
      return inUnit(value, 'us');
    case 'instant-ns':
      return inUnit(value, 'ns');
  }
}

/** The unit is the mapping's, not the record's: the number becomes a time that needs none. What was written stays readable in the bytes. */
function inUnit(value: JsonValue, unit: EpochUnit): JsonValue {
  const read = parseInstant(value, null, unit);
  return read.ok ? instantText(read.ns) : value;
}

function booleanOrText(text: string): JsonValue {
  const lower = text.trim().toLowerCase();
  if (lower === 'true' || lower === 'yes' || lower === '1') return true;
  return lower === 'false' || lower === 'no' || lower === '0' ? false : text;
}

function unmappedOf(record: JsonObject, plan: Plan, isTable: boolean): readonly string[] {
  const unmapped: string[] = [];
  for (const name in record) {
    const pointer = `/${pointerToken(name)}`;
    if (isTable && record[name] === '') continue;
    if (!plan.read.has(pointer)) unmapped.push(pointer);
    else if (!isTable) unmapped.push(...unreadInside(record[name], pointer, plan));
  }
  return unmapped;
}

/** Members beside the mapped ones in an object the mapping reads only in part. */
function unreadInside(value: JsonValue | undefined, pointer: string, plan: Plan): readonly string[] {
  if (!isJsonObject(value) || plan.columns.some((column) => column.pointer === pointer)) return [];
  return Object.keys(value).flatMap((name) => {
    const inner = `${pointer}/${pointerToken(name)}`;
    return plan.columns.some((column) => column.pointer === inner || column.pointer.startsWith(`${inner}/`)) ? [] : [inner];
  });
}

function topLevel(pointer: string): string {
  const end = pointer.indexOf('/', 1);
  return end < 0 ? pointer : pointer.slice(0, end);
}

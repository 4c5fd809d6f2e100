import { isJsonObject, pointerToken, type JsonValue } from '#shared/json.ts';
import { stageKinds } from '#shared/model/lineage.ts';
import type { ColumnMapping, MappedColumn } from '#shared/model/source.ts';
import { parseInstant } from '#shared/time.ts';
import type { SampleLayout } from '../importer.ts';
import { aliasOf, wordsOf } from './aliases.ts';
import { valueAtColumn } from './columns.ts';

/** A mapping to start from: by the names of the columns, corrected by what stands in them. A person confirms it. */
export function proposeMapping({ layout, records }: SampleLayout): ColumnMapping {
  const columns = layout.kind === 'csv' ? layout.header : columnsOf(records.map(({ value }) => value));
  const valuesOf = (column: string) =>
    records.flatMap(({ value }) => {
      const found = valueAtColumn(value, column, layout.kind === 'csv');
      return found === undefined || found === null || found === '' ? [] : [found];
    });
  const taken = new Set<string>();
  const mapped = columns.map((column): MappedColumn => {
    const values = valuesOf(column);
    const proposal = proposalFor(column, values);
    if (proposal === null || taken.has(proposal.target)) return { column, target: null, type: typeOf(values) };
    taken.add(proposal.target);
    return { column, target: proposal.target, type: proposal.type };
  });
  return { name: '', columns: taken.has(recordTime) ? mapped : withRecordTime(mapped, valuesOf), zone: null, recordsAt: layout.kind === 'json' ? recordsAt(layout.records) : null };
}

const recordTime = 'context.at';

/** When no name tells the time of a record, the first column does in which nothing but dates and times stands. */
function withRecordTime(columns: readonly MappedColumn[], valuesOf: (column: string) => readonly JsonValue[]): readonly MappedColumn[] {
  const found = columns.findIndex(({ column, target }) => {
    const values = valuesOf(column);
    return target === null && values.length > 0 && values.every((value) => typeof value === 'string' && digitsOf(value) === null && isTimeText(value));
  });
  return columns.map((column, index) => (index === found ? { ...column, target: recordTime, type: 'instant' } : column));
}

function isTimeText(text: string): boolean {
  const read = parseInstant(text, null);
  return read.ok || read.zoneless;
}

function proposalFor(column: string, values: readonly JsonValue[]): { readonly target: string; readonly type: MappedColumn['type'] } | null {
  const canonical = canonicalTarget(column);
  const alias = canonical ?? aliasOf(column);
  if (alias === null) return null;
  if (alias.type === 'instant') {
    const type = instantType(column, values);
    return type === null ? null : { target: alias.target, type };
  }
  if (alias.type === 'number' && values.some((value) => typeof value !== 'number' && !isNumberText(value))) return { target: alias.target, type: 'text' };
  if (values.some((value) => typeof value === 'object')) return { target: alias.target, type: 'json' };
  return alias;
}

/** A column that already bears a canonical name, `execution.recordId` or `/execution/recordId`. */
function canonicalTarget(column: string): { readonly target: string; readonly type: MappedColumn['type'] } | null {
  const path = column.startsWith('/') ? column.slice(1).replaceAll('/', '.') : column;
  const dot = path.indexOf('.');
  const stage = path.slice(0, dot);
  if (path === 'run.id' || path === 'run.event') return { target: path, type: 'text' };
  if (dot < 1 || (stage !== 'context' && !stageKinds.some((kind) => kind === stage))) return null;
  const name = path.slice(dot + 1);
  return { target: path, type: name === 'at' || /[a-z]At$/.test(name) ? 'instant' : name === 'amount' ? 'number' : 'text' };
}

/** null: what stands in the column is no time. */
function instantType(column: string, values: readonly JsonValue[]): MappedColumn['type'] | null {
  const first = values[0];
  if (first === undefined) return 'instant';
  const digits = digitsOf(first);
  if (digits === null) {
    return typeof first === 'string' && isTimeText(first) ? 'instant' : null;
  }
  const words = wordsOf(column);
  if (/\b(?:ns|nano|nanos)\b/.test(words) || digits >= 18) return 'instant-ns';
  if (/\b(?:us|micros)\b/.test(words) || digits >= 15) return 'instant-us';
  if (/\b(?:ms|millis)\b/.test(words) || digits >= 12) return 'instant-ms';
  return digits >= 9 ? 'instant-s' : null;
}

/** Digits of a number written plainly, before a decimal point; null for anything else. */
function digitsOf(value: JsonValue): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  return /^(\d+)(?:\.\d+)?$/.exec(String(value))?.[1]?.length ?? null;
}

function typeOf(values: readonly JsonValue[]): MappedColumn['type'] {
  if (values.length === 0) return 'text';
  if (values.every((value) => typeof value === 'boolean')) return 'boolean';
  if (values.every((value) => typeof value === 'number')) return 'number';
  return values.some((value) => typeof value === 'object') ? 'json' : 'text';
}

function isNumberText(value: JsonValue): boolean {
  return typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value.trim());
}

/** Pointers to the members of the records, and to those of the objects in them; lists and deeper objects stay whole. */
function columnsOf(values: readonly JsonValue[]): readonly string[] {
  const columns = new Set<string>();
  for (const value of values) {
    if (!isJsonObject(value)) continue;
    for (const [name, inner] of Object.entries(value)) {
      const pointer = `/${pointerToken(name)}`;
      if (isJsonObject(inner) && Object.keys(inner).length > 0) for (const deeper of Object.keys(inner)) columns.add(`${pointer}/${pointerToken(deeper)}`);
      else columns.add(pointer);
    }
  }
  return [...columns];
}

function recordsAt(patterns: readonly string[]): string | null {
  const first = patterns[0] ?? '';
  return first.endsWith('/*') && first !== '/*' ? first.slice(0, -2) : null;
}

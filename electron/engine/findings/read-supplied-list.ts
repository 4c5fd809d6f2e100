import { compareDecimals, zero } from '#shared/decimal.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/json.ts';
import type { SuppliedListKind } from '#shared/model/supplied-list.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { isKnownZone, parseInstant } from '#shared/time.ts';
import { cellTexts } from '../evidence/csv-cells.ts';
import type { ImportProblem, RecordSpan, TextLayout } from '../evidence/layout.ts';
import { isProblem, parseRecord } from '../evidence/parse-record.ts';
import { createSplitter } from '../evidence/splitter.ts';
import { readDecimal } from './decimals.ts';
import type { Authority, RosterEntry } from './finding-rule.ts';

export interface ReadList {
  readonly authorities: readonly Authority[];
  readonly roster: readonly RosterEntry[];
  readonly entries: number;
  /** Columns or members that mean nothing here. */
  readonly unread: readonly string[];
}

/** Largest list read at once: about a million entries. */
export const largestList = 64 << 20;
const mostProblems = 8;

interface ListForm {
  /** Member of a JSON object that holds the entries. */
  readonly member: string;
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly required: readonly string[];
}

/** What a column or member may be called; spelled without case, blanks, `_` and `-`. See resources/schemas. */
const forms: Readonly<Record<SuppliedListKind, ListForm>> = {
  'authority list': {
    member: 'authorities',
    names: { principal: ['principal', 'approver', 'person'], action: ['action', 'actiontype'], limit: ['limit', 'upto', 'maxamount'], currency: ['currency'], from: ['from', 'validfrom'], until: ['until', 'validuntil', 'validto'] },
    required: ['principal', 'action'],
  },
  roster: {
    member: 'roster',
    names: { principal: ['principal', 'agent', 'rep', 'person', 'team', 'name'], from: ['from', 'activefrom', 'validfrom'], until: ['until', 'activeuntil', 'validuntil', 'validto'] },
    required: ['principal'],
  },
};

/**
 * Untrusted: a list as CSV with a header row, or as JSON. All or nothing: rules that went by half a list would raise what the other
 * half answers, so one row that cannot be read refuses the file, and says where. `zone`: for times that state none.
 */
export function readSuppliedList(list: SuppliedListKind, bytes: Uint8Array, zone: string | null): Result<ReadList> {
  const form = forms[list];
  if (zone !== null && !isKnownZone(zone)) return failed('no-such-zone', `${JSON.stringify(zone)} is no time zone.`, 'Write an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00.');
  if (bytes.length > largestList) return failed('list-too-large', `The file has ${bytes.length} bytes; a list of more than ${largestList} is not read.`);
  const layout = layoutOf(bytes, form.member);
  if (layout === null) return failed('list-unreadable', 'The file is empty, or no text in UTF-8.', `${helpOf(list)}`);
  const { spans, problems } = split(bytes, layout);
  const [problem] = problems;
  if (problem !== undefined) return failed('list-unreadable', `Byte ${problem.offset}: ${problem.reason}`, 'Correct the file and supply it again; nothing of it was taken.');
  const columns = new Map<string, string>();
  const unread = new Set<string>();
  const known = new Map(Object.entries(form.names).flatMap(([name, spellings]) => spellings.map((spelling) => [spelling, name] as const)));
  const nameOf = (column: string): string | null => known.get(column.toLowerCase().replaceAll(/[\s_-]/gu, '')) ?? null;
  if (layout.kind === 'csv') {
    const wanting = form.required.filter((name) => !layout.header.some((column) => nameOf(column) === name));
    if (wanting.length > 0) return failed('list-unreadable', `The header has no column ${wanting.join(' and no column ')}; it has ${layout.header.join(', ')}.`, helpOf(list));
  }
  if (spans.length === 0) return failed('list-empty', 'The file has no entry.', helpOf(list));
  const authorities: Authority[] = [];
  const roster: RosterEntry[] = [];
  const faults: string[] = [];
  let faulty = 0;
  for (const span of spans) {
    const record = parseRecord(bytes.subarray(span.offset, span.offset + span.length), span, layout);
    const read = isProblem(record) ? record.reason : entryOf(list, record.value, nameOf, columns, unread, zone);
    if (typeof read !== 'string') {
      if (list === 'roster') roster.push({ principal: read.principal, from: read.from, until: read.until });
      else authorities.push(read);
      continue;
    }
    faulty += 1;
    if (faults.length < mostProblems) faults.push(`${layout.kind === 'csv' ? 'row' : 'entry'} ${span.ordinal}, byte ${span.offset}: ${read}`);
  }
  if (faulty > 0) return failed('list-rows-unreadable', `${faulty} of ${spans.length} entries cannot be read. ${faults.join(' ')}${faulty > faults.length ? ` And ${faulty - faults.length} more.` : ''}`, 'Correct them and supply the file again; nothing of it was taken.');
  return ok({ authorities, roster, entries: spans.length, unread: [...unread] });
}

/** What the file should look like. */
function helpOf(list: SuppliedListKind): string {
  return list === 'roster'
    ? 'A roster is a CSV with the columns principal, from, until, or JSON as in resources/schemas/roster.schema.json.'
    : 'An authority list is a CSV with the columns principal, action, limit, currency, from, until, or JSON as in resources/schemas/authority-list.schema.json.';
}

function layoutOf(bytes: Uint8Array, member: string): TextLayout | null {
  const text = decoded(bytes.subarray(0, 64 * 1024));
  const start = text?.trimStart() ?? '';
  if (text === null || start === '') return null;
  if (start.startsWith('{')) return { kind: 'json', records: [`/${member}/*`] };
  if (start.startsWith('[')) return { kind: 'json', records: ['/*'] };
  const [line = ''] = text.split(/\r?\n/u, 1);
  const delimiter = ([',', ';', '\t', '|'] as const).reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best), ',');
  return { kind: 'csv', delimiter, header: cellTexts(line, delimiter).map((cell) => cell.trim()) };
}

/** null: no UTF-8. The end may be cut inside a character. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

function split(bytes: Uint8Array, layout: TextLayout): { readonly spans: readonly RecordSpan[]; readonly problems: readonly ImportProblem[] } {
  const spans: RecordSpan[] = [];
  const problems: ImportProblem[] = [];
  const splitter = createSplitter(layout);
  const sink = { record: (span: RecordSpan) => spans.push(span), problem: (problem: ImportProblem) => problems.push(problem) };
  splitter.push(bytes, sink);
  splitter.end(sink);
  return { spans, problems };
}

type Read = Authority | string;

/** The entry, or what is wrong with it. */
function entryOf(list: SuppliedListKind, value: JsonValue, nameOf: (column: string) => string | null, columns: Map<string, string>, unread: Set<string>, zone: string | null): Read {
  if (!isJsonObject(value)) return 'it is no object.';
  const named = namedMembers(value, nameOf, columns, unread);
  if (typeof named === 'string') return named;
  const text = (name: string): string | null => {
    const told = named.get(name);
    return told === undefined || told === null || String(told).trim() === '' ? null : String(told).trim();
  };
  const odd = [...named].find(([, told]) => told !== null && typeof told === 'object');
  if (odd !== undefined) return `${odd[0]} is no text or number.`;
  const [principal, action, limit, currency] = [text('principal'), text('action'), text('limit'), text('currency')];
  if (principal === null) return 'principal is empty.';
  if (list === 'authority list' && action === null) return 'action is empty.';
  const amount = limit === null ? null : readDecimal(limit);
  if (limit !== null && (amount === null || compareDecimals(amount, zero) < 0)) return `limit ${JSON.stringify(limit)} is no amount; write 1000.00, without currency and thousands separators.`;
  if ((limit === null) !== (currency === null)) return limit === null ? 'it has a currency and no limit.' : 'it has a limit and no currency: amounts of which currency is not said.';
  const [from, until] = [instant('from', text('from'), zone), instant('until', text('until'), zone)];
  if (typeof from === 'string') return from;
  if (typeof until === 'string') return until;
  if (from.ns !== null && until.ns !== null && BigInt(until.ns) <= BigInt(from.ns)) return 'until does not lie after from.';
  return { principal, action: action ?? '', limit, currency, from: from.ns, until: until.ns };
}

function namedMembers(value: JsonObject, nameOf: (column: string) => string | null, columns: Map<string, string>, unread: Set<string>): ReadonlyMap<string, JsonValue> | string {
  const named = new Map<string, JsonValue>();
  for (const [column, told] of Object.entries(value)) {
    const name = nameOf(column);
    if (name === null) {
      if (unread.size < 100) unread.add(column.slice(0, 200));
    } else if (named.has(name)) return `${columns.get(name) ?? name} and ${column} both say ${name}.`;
    else {
      named.set(name, told);
      columns.set(name, column);
    }
  }
  return named;
}

/** A date alone is its first instant; "until" is excluded. */
function instant(name: string, text: string | null, zone: string | null): { readonly ns: string | null } | string {
  if (text === null) return { ns: null };
  const read = parseInstant(text, zone);
  if (read.ok) return { ns: read.ns };
  return read.zoneless ? `${name} ${JSON.stringify(text)} states no zone, and none was given for the list.` : `${name} ${JSON.stringify(text)} is no usable time. ${read.reason}`;
}

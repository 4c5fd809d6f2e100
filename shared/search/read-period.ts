export interface Period {
  /** Included. */
  readonly from: bigint | null;
  /** Excluded. */
  readonly until: bigint | null;
}

/**
 * A time as precise as it is written, in UTC: `2026`, `2026-03`, `2026-03-17`, `2026-03-17T14:38`, `…:22`, `…:22.104`, with
 * `Z` or an offset behind a time of day if one likes. Compared with `> >= < <=` or as a range `a..b`, both ends whole.
 */
export function readPeriod(text: string): Period | { readonly what: string } {
  const range = /^(.*?)\.\.(.*)$/.exec(text);
  if (range) {
    const [from, until] = [readInstant(range[1] ?? ''), readInstant(range[2] ?? '')];
    if ((range[1] !== '' && from === null) || (range[2] !== '' && until === null) || (from === null && until === null)) return { what: explanation };
    if (from !== null && until !== null && from.from >= until.until) return { what: 'The range ends before it begins.' };
    return { from: from?.from ?? null, until: until?.until ?? null };
  }
  const compared = /^(>=|<=|>|<|=)?(.*)$/s.exec(text);
  const span = readInstant(compared?.[2] ?? '');
  if (span === null) return { what: explanation };
  switch (compared?.[1]) {
    case '>':
      return { from: span.until, until: null };
    case '>=':
      return { from: span.from, until: null };
    case '<':
      return { from: null, until: span.from };
    case '<=':
      return { from: null, until: span.until };
    default:
      return span;
  }
}

const explanation = 'A time is written as in at:2026-03-17, at:2026-03, at:2026-03-17T14:38, at:>=2026-05-01 or at:2026-05-01..2026-05-03; it is UTC.';

interface Span {
  readonly from: bigint;
  readonly until: bigint;
}

function readInstant(text: string): Span | null {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d:\d\d)?)?)?)?$/.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const [y, mo, d, h, mi, s] = [year, month ?? '1', day ?? '1', hour ?? '0', minute ?? '0', second ?? '0'].map(Number);
  if (y === undefined || mo === undefined || d === undefined || h === undefined || mi === undefined || s === undefined) return null;
  const start = new Date(Date.UTC(y, mo - 1, d, h, mi, s));
  // Date.UTC rolls 30 February over into March; what comes back must be what was written. Years a 64-bit count of nanoseconds holds.
  const same = start.getUTCFullYear() === y && start.getUTCMonth() === mo - 1 && start.getUTCDate() === d && start.getUTCHours() === h && start.getUTCMinutes() === mi && start.getUTCSeconds() === s;
  if (!same || y < 1678 || y > 2261) return null;
  const offset = offsetMinutes(zone);
  if (offset === null) return null;
  const from = (BigInt(start.getTime()) - BigInt(offset) * 60_000n) * 1_000_000n + BigInt((fraction ?? '').padEnd(9, '0'));
  if (month === undefined) return { from, until: nanoseconds(Date.UTC(y + 1, 0)) };
  if (day === undefined) return { from, until: nanoseconds(Date.UTC(y, mo)) };
  const length = hour === undefined ? 86_400_000_000_000n : second === undefined ? 60_000_000_000n : 10n ** BigInt(9 - (fraction ?? '').length);
  return { from, until: from + length };
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(milliseconds) * 1_000_000n;
}

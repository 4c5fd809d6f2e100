export type Zone = 'utc' | 'local';

/** A moment as it is printed. `date` and `time` are in `zone`; `offset` is `Z` or `±hh:mm`. */
export interface InstantText {
  readonly date: string;
  readonly time: string;
  readonly offset: string;
  /** Everything known of it, nanoseconds included, in RFC 3339 form. */
  readonly full: string;
}

/** Minutes east of UTC at a moment; the computer's own zone unless a test says otherwise. */
export type OffsetAt = (milliseconds: number) => number;
const computerOffset: OffsetAt = (milliseconds) => -Math.round(new Date(milliseconds).getTimezoneOffset());

const nanosecondsPerDay = 86_400_000_000_000n;
const nanosecondsPerMinute = 60_000_000_000n;
const lastDateMilliseconds = 8_640_000_000_000_000n;

/** `at` is nanoseconds since 1970 as decimal text, or an RFC 3339 text. Null when it is neither: then show it as it stands. */
export function instantText(at: string, zone: Zone, offsetAt: OffsetAt = computerOffset): InstantText | null {
  const nanoseconds = nanosecondsOf(at);
  if (nanoseconds === null) return null;
  const offset = zone === 'utc' ? null : offsetMinutes(nanoseconds, offsetAt);
  const shown = nanoseconds + BigInt(offset ?? 0) * nanosecondsPerMinute;
  const day = floorDivide(shown, nanosecondsPerDay);
  const date = dateOfDay(Number(day));
  const clock = clockOf(shown - day * nanosecondsPerDay);
  const offsetText = offset === null ? 'Z' : textOfOffset(offset);
  return {
    date,
    time: `${clock.seconds}.${clock.fraction.slice(0, 3)}`,
    offset: offsetText,
    full: `${date}T${clock.seconds}.${clock.fraction}${offsetText}`,
  };
}

/** Nanoseconds between two moments given as for `instantText`; null when either cannot be read. */
export function nanosecondsBetween(from: string, to: string): bigint | null {
  const start = nanosecondsOf(from);
  const end = nanosecondsOf(to);
  return start === null || end === null ? null : end - start;
}

const rfc3339 = /^(-?\d{4,6})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([Zz])|([+-])(\d\d):(\d\d))$/;

export function nanosecondsOf(at: string): bigint | null {
  if (/^-?\d{1,25}$/.test(at)) return BigInt(at);
  const match = rfc3339.exec(at);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', , sign, offsetHours = '0', offsetMinutesText = '0'] = match;
  const days = dayOfDate(Number(year), Number(month), Number(day));
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutesText)) * (sign === '-' ? -1 : 1);
  const seconds = ((days * 24 + Number(hour)) * 60 + Number(minute) - offset) * 60 + Number(second);
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

function offsetMinutes(nanoseconds: bigint, offsetAt: OffsetAt): number {
  const milliseconds = floorDivide(nanoseconds, 1_000_000n);
  const representable = milliseconds >= -lastDateMilliseconds && milliseconds <= lastDateMilliseconds;
  return representable ? offsetAt(Number(milliseconds)) : 0;
}

function textOfOffset(minutes: number): string {
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(absolute / 60))}:${twoDigits(absolute % 60)}`;
}

function clockOf(nanosecondsOfDay: bigint): { readonly seconds: string; readonly fraction: string } {
  const total = Number(nanosecondsOfDay / 1_000_000_000n);
  const seconds = `${twoDigits(Math.floor(total / 3600))}:${twoDigits(Math.floor(total / 60) % 60)}:${twoDigits(total % 60)}`;
  return { seconds, fraction: String(nanosecondsOfDay % 1_000_000_000n).padStart(9, '0') };
}

/** Gregorian date of a day number since 1970-01-01, for any year: an era is 400 years of 146 097 days beginning in March. */
function dateOfDay(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const yearText = year < 0 ? `-${String(-year).padStart(6, '0')}` : String(year).padStart(4, '0');
  return `${yearText}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}

function dayOfDate(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

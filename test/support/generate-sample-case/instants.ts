/** Milliseconds since 1970. Every instant of the sample is computed from fixed dates in 2026, never from the clock. */
export type Instant = number;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export function utc(text: string): Instant {
  return Date.parse(text);
}

export function rfc3339(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The same instant with digits below the millisecond, as downstream systems print them. */
export function rfc3339Micros(instant: Instant, micros: number): string {
  return `${rfc3339(instant).slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
}

/** Wall clock in Berlin without a zone. Valid for 2026-01-01 to 2026-03-29T01:00Z only: UTC+1 throughout. */
export function berlinWithoutZone(instant: Instant): string {
  return rfc3339(instant + hour).slice(0, 19).replace('T', ' ');
}

/** ISO 8601 week number. */
export function isoWeek(instant: Instant): number {
  const date = new Date(instant);
  const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) + (3 - ((date.getUTCDay() + 6) % 7)) * day;
  const year = new Date(thursday).getUTCFullYear();
  return 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * day));
}

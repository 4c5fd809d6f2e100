const day = 86_400_000_000_000n;

/** ISO 8601 week in UTC of an instant, as in `2026-W12`: weeks begin on Monday, and belong to the year of their Thursday. */
export function isoWeek(ns: string): string {
  const instant = BigInt(ns);
  const days = Number((instant - (((instant % day) + day) % day)) / day);
  // 1 January 1970 was a Thursday.
  const thursday = days - ((((days + 3) % 7) + 7) % 7) + 3;
  const year = new Date(thursday * 86_400_000).getUTCFullYear();
  const firstDay = Math.floor(Date.UTC(year, 0, 1) / 86_400_000);
  return `${year}-W${String(Math.floor((thursday - firstDay) / 7) + 1).padStart(2, '0')}`;
}

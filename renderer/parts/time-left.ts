/** `41 h 00 min`, from two days on `3 d 4 h`; cut, never rounded up. Nanoseconds as decimal text or bigint. */
export function spanText(ns: string | bigint): string {
  const minutes = (BigInt(ns) < 0n ? -BigInt(ns) : BigInt(ns)) / 60_000_000_000n;
  const [hours, rest] = [minutes / 60n, minutes % 60n];
  if (hours >= 72n) return `${hours / 24n} d ${hours % 24n} h`;
  return `${hours} h ${String(rest).padStart(2, '0')} min`;
}

/** What stands on a clock that runs: `41 h 00 min left`, or `late by 2 h 05 min`. */
export function timeLeft(due: string, now: string): { readonly text: string; readonly late: boolean } {
  const left = BigInt(due) - BigInt(now);
  return left < 0n ? { text: `late by ${spanText(-left)}`, late: true } : { text: `${spanText(left)} left`, late: false };
}

/** How much of the time between start and due is gone, 0 to 1; for a bar, never for a number. */
export function shareGone(start: string, due: string, now: string): number {
  const whole = BigInt(due) - BigInt(start);
  if (whole <= 0n) return 1;
  const gone = Number(((BigInt(now) - BigInt(start)) * 1000n) / whole) / 1000;
  return Math.min(1, Math.max(0, gone));
}

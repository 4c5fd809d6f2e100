const narrowSpace = '\u202f';

/** Digits in groups of three with a narrow space: `48 120`. Never rounded, never shortened. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, narrowSpace);
}

/** `1 run`, `48 120 runs`. */
export function countedText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Three significant digits in powers of 1000, rounded down: `2.11 MB`. Below 1000 it is exact. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const shown = Math.floor(value * 10 ** digits) / 10 ** digits;
  return `${shown.toFixed(digits)} ${units[unit] ?? 'B'}`;
}

/** Seconds as a person says them: `8 s`, `2 min 05 s`, `1 h 12 min`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

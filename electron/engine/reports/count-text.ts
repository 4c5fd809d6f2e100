/** Digits in groups of three behind a thin no-break space. */
export function countText(value: number | bigint): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/gu, '\u202f');
}

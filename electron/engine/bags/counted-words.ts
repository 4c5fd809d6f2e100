/** `1 file`, `2 files`. */
export function countedWords(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

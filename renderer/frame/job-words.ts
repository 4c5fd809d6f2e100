/** 0 to 1, or null when the total is not known. Never 1 before the end: the engine says when it is done. */
export function shareDone(done: number, total: number): number | null {
  return total <= 0 ? null : Math.min(0.999, Math.max(0, done / total));
}

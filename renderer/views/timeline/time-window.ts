/** A stretch of time on screen, in nanoseconds since 1970. Bigints: a double loses nanoseconds of today. */
export interface Stretch {
  readonly from: bigint;
  readonly until: bigint;
}

const shortest = 1_000_000n;

/** `by` of its own length to the right; negative: to the left. Never away from the axis altogether. */
export function panned(shown: Stretch, by: number, axis: Stretch): Stretch {
  return within({ from: shown.from + part(shown, by), until: shown.until + part(shown, by) }, axis);
}

/** Scaled by `factor` (below 1: closer) so that what stands at `at` stays where it is. */
export function zoomed(shown: Stretch, factor: number, at: bigint, axis: Stretch): Stretch {
  const length = shown.until - shown.from;
  const scaled = clamp((length * BigInt(Math.round(factor * 1_000_000))) / 1_000_000n, shortest, widest(axis));
  if (scaled === length) return shown;
  const from = at - ((at - shown.from) * scaled) / length;
  return within({ from, until: from + scaled }, axis);
}

/** A little air on both sides, so that the first and last bar are seen to be that. */
export function wholeAxis(axis: Stretch): Stretch {
  const air = (axis.until - axis.from) / 60n + 1n;
  return { from: axis.from - air, until: axis.until + air };
}

/** Twice the window on either side is asked for beforehand, so that panning draws what is there already. */
export function withSurroundings(shown: Stretch): Stretch {
  const length = shown.until - shown.from;
  return { from: shown.from - length, until: shown.until + length };
}

/** 0 at the left end, 1 at the right. */
export function placeOf(at: bigint, { from, until }: Stretch): number {
  return until <= from ? 0 : Number(((at - from) * 1_000_000n) / (until - from)) / 1_000_000;
}

export function instantAt(place: number, { from, until }: Stretch): bigint {
  return from + ((until - from) * BigInt(Math.round(place * 1_000_000))) / 1_000_000n;
}

export function holds(outer: Stretch, inner: Stretch): boolean {
  return outer.from <= inner.from && inner.until <= outer.until;
}

export function sameStretch(a: Stretch | null, b: Stretch | null): boolean {
  return a === b || (a !== null && b !== null && a.from === b.from && a.until === b.until);
}

function widest(axis: Stretch): bigint {
  const whole = wholeAxis(axis);
  return whole.until - whole.from;
}

function within(shown: Stretch, axis: Stretch): Stretch {
  const whole = wholeAxis(axis);
  const length = shown.until - shown.from;
  if (length >= whole.until - whole.from) return whole;
  const from = clamp(shown.from, whole.from, whole.until - length);
  return { from, until: from + length };
}

function part({ from, until }: Stretch, by: number): bigint {
  return ((until - from) * BigInt(Math.round(by * 1_000_000))) / 1_000_000n;
}

function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value;
}

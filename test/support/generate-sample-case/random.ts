/** A small seeded generator (sfc32), so that the sample is the same on every computer. Integer arithmetic only. Not for secrets. */
export interface Random {
  /** Inclusive on both ends. */
  integer(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(percent: number): boolean;
  shuffled<T>(list: readonly T[]): readonly T[];
  hex(digits: number): string;
}

export function seeded(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 16; warm += 1) next();

  const integer = (low: number, high: number): number => low + (next() % (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[integer(0, list.length - 1)];
    if (chosen === undefined) throw new Error('pick from an empty list');
    return chosen;
  };
  return {
    integer,
    pick,
    chance: (percent) => integer(1, 100) <= percent,
    shuffled: (list) => {
      const rest = [...list];
      const mixed = [];
      while (rest.length > 0) mixed.push(...rest.splice(integer(0, rest.length - 1), 1));
      return mixed;
    },
    hex: (digits) => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join(''),
  };
}

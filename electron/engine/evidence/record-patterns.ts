/** Record patterns (see Layout) as their tokens. */
export type Patterns = readonly (readonly string[])[];
/** What a value is to us: a record, a container that may lead to one (with the patterns still alive), or neither. */
export type Target = 'record' | 'skip' | Patterns;

/** The patterns that still fit once `token` is taken at `level`. */
export function matching(patterns: Patterns, level: number, token: string): Patterns {
  return patterns.filter((pattern) => pattern[level] === '*' || pattern[level] === token);
}

export function targetOf(patterns: Patterns, level: number): Target {
  if (patterns.some((pattern) => pattern.length === level)) return 'record';
  return patterns.length === 0 ? 'skip' : patterns;
}

/** The target of every child alike, when no pattern names one of them; null when each must be matched. */
export function targetForAll(patterns: Patterns, level: number): Target | null {
  return patterns.every((pattern) => pattern[level] === '*') ? targetOf(patterns, level + 1) : null;
}

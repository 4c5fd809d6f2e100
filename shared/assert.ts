/** Thrown when our own code is wrong. Never for bad input: that is a Problem. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Bug(what);
}

export function assertNever(value: never): never {
  throw new Bug(`Unexpected variant: ${JSON.stringify(value)}`);
}

/** The value, or a Bug naming what was missing. */
export function defined<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Bug(`Missing: ${what}`);
  return value;
}

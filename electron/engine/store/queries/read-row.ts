import { assert } from '#shared/assert.ts';

/** One row as the port hands it over, read column by column in the order selected. A value of another type is a bug of the statement. */
export class Row {
  readonly #values: readonly unknown[];
  #at = 0;

  constructor(values: readonly unknown[]) {
    this.#values = values;
  }

  text(): string {
    const value = this.#next();
    assert(typeof value === 'string', this.#expected('text'));
    return value;
  }

  textOrNull(): string | null {
    const value = this.#next();
    assert(value === null || typeof value === 'string', this.#expected('text or null'));
    return value;
  }

  /** A count, key or offset: a number that is exact. */
  number(): number {
    const value = this.numberOrNull();
    assert(value !== null, this.#expected('a number'));
    return value;
  }

  numberOrNull(): number | null {
    const value = this.#next();
    assert(value === null || typeof value === 'number', this.#expected('a number or null'));
    return value;
  }

  /** Nanoseconds as decimal text. */
  instant(): string | null {
    const value = this.#next();
    assert(value === null || typeof value === 'number' || typeof value === 'bigint', this.#expected('an instant or null'));
    return value === null ? null : String(value);
  }

  boolean(): boolean {
    const value = this.#next();
    assert(typeof value === 'boolean', this.#expected('a boolean'));
    return value;
  }

  booleanOrNull(): boolean | null {
    const value = this.#next();
    assert(value === null || typeof value === 'boolean', this.#expected('a boolean or null'));
    return value;
  }

  /** The code of a closed list; null stays null. */
  codeOrNull<T>(list: readonly T[]): T | null {
    const value = this.#next();
    if (value === null) return null;
    const found = typeof value === 'number' ? list[value] : undefined;
    assert(found !== undefined, this.#expected(`a code below ${list.length}`));
    return found;
  }

  code<T>(list: readonly T[]): T {
    const found = this.codeOrNull(list);
    assert(found !== null, this.#expected('a code'));
    return found;
  }

  #next(): unknown {
    const value = this.#values[this.#at];
    this.#at += 1;
    return value;
  }

  #expected(what: string): string {
    return `column ${this.#at} holds ${what}`;
  }
}

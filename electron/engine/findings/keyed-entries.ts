/** Entries by key where most keys come once: a million of them must not cost a list each. */
export class KeyedEntries<T extends { readonly run: string }> {
  readonly #first = new Map<string, T>();
  readonly #several = new Map<string, T[]>();

  add(key: string, entry: T): void {
    const first = this.#first.get(key);
    if (first === undefined) {
      this.#first.set(key, entry);
      return;
    }
    const several = this.#several.get(key);
    if (several === undefined) this.#several.set(key, [first, entry]);
    else several.push(entry);
  }

  /** Keys with more than one entry, in order of the keys; entries by run id. */
  repeated(): readonly (readonly [string, readonly T[]])[] {
    return [...this.#several].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entries]) => [key, entries.sort((a, b) => (a.run < b.run ? -1 : 1))] as const);
  }
}

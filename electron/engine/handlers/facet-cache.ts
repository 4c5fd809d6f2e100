import type { Facet } from '#shared/ipc/answers.ts';

/** Facets by filter text, until the case changes. */
export class FacetCache {
  readonly #answers = new Map<string, Promise<readonly Facet[]>>();

  get(where: string, compute: () => Promise<readonly Facet[]>): Promise<readonly Facet[]> {
    const known = this.#answers.get(where);
    if (known !== undefined) return known;
    const answer = compute();
    if (this.#answers.size > 50) this.#answers.clear();
    this.#answers.set(where, answer);
    answer.catch(() => this.#answers.delete(where));
    return answer;
  }

  clear(): void {
    this.#answers.clear();
  }
}

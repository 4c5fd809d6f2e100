import { readTerm } from './read-term.ts';
import { readTokens, type Token } from './read-tokens.ts';
import type { ParsedSearch, Place, Search, SearchProblem } from './search.ts';

/**
 * The one search language: `refund agent:bot-7 -outcome:failed (missing:approval OR approval:none) amount:>500 at:2026-05`.
 * Terms side by side must all hold; `OR` binds weaker than standing side by side. Text that is not understood is a problem
 * with its place, never a search that matches everything.
 */
export function parseSearch(text: string): ParsedSearch {
  const read = readTokens(text);
  if (!read.ok) return read;
  const { tokens } = read;
  if (tokens.length === 0) return { ok: true, search: null };
  if (tokens.length > mostTokens) return { ok: false, problem: { message: `A search has at most ${mostTokens} terms.`, start: 0, end: text.length } };
  const parser = new Parser(tokens, text.length);
  try {
    return { ok: true, search: parser.whole() };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, problem: error.problem };
    throw error;
  }
}

const mostTokens = 300;
const deepest = 30;

/** Carries a problem out of the recursion; never leaves this file. */
class Stop extends Error {
  readonly problem: SearchProblem;
  constructor(message: string, place: Place) {
    super(message);
    this.problem = { message, start: place.start, end: place.end };
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #length: number;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens;
    this.#length = length;
  }

  whole(): Search {
    const search = this.#either();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new Stop('This closing bracket has no opening one.', rest.place);
    return search;
  }

  #either(): Search {
    const of = [this.#together()];
    while (this.#tokens[this.#at]?.kind === 'or') {
      this.#at += 1;
      of.push(this.#together());
    }
    return joined('or', of);
  }

  #together(): Search {
    const of = [this.#one()];
    for (;;) {
      const kind = this.#tokens[this.#at]?.kind;
      if (kind === undefined || kind === 'or' || kind === 'close') return joined('and', of);
      if (kind === 'and') this.#at += 1;
      of.push(this.#one());
    }
  }

  #one(): Search {
    const token = this.#tokens[this.#at];
    const before = this.#tokens[this.#at - 1];
    this.#at += 1;
    if (token === undefined) throw new Stop(before ? `Something is missing after ${nameOf(before)}.` : 'The search is empty.', before?.place ?? { start: 0, end: this.#length });
    if (token.kind === 'term') {
      const term = readTerm(token);
      if (!term.ok) throw new Stop(term.problem.message, term.problem);
      return term.term;
    }
    this.#depth += 1;
    if (this.#depth > deepest) throw new Stop(`A search is at most ${deepest} brackets deep.`, token.place);
    const search = token.kind === 'not' ? this.#not(token.place) : token.kind === 'open' ? this.#bracketed(token.place) : this.#unexpected(token);
    this.#depth -= 1;
    return search;
  }

  #not(place: Place): Search {
    const of = this.#one();
    return { kind: 'not', of, place: { start: place.start, end: of.place.end } };
  }

  #bracketed(open: Place): Search {
    const search = this.#either();
    const close = this.#tokens[this.#at];
    if (close === undefined) throw new Stop('The closing bracket is missing.', open);
    this.#at += 1;
    return { ...search, place: { start: open.start, end: close.place.end } };
  }

  #unexpected(token: Token): never {
    throw new Stop(`Something is missing before ${nameOf(token)}.`, token.place);
  }
}

function joined(kind: 'and' | 'or', of: readonly Search[]): Search {
  const [first] = of;
  const last = of.at(-1);
  if (first === undefined || last === undefined || of.length === 1) return first ?? { kind, of, place: { start: 0, end: 0 } };
  return { kind, of, place: { start: first.place.start, end: last.place.end } };
}

function nameOf(token: Token): string {
  const names = { open: 'the opening bracket', close: 'the closing bracket', or: 'OR', and: 'AND', not: 'the minus sign', term: 'this' } as const;
  return names[token.kind];
}

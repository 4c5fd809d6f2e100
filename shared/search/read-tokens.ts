import type { Place, SearchProblem } from './search.ts';

export type Token =
  | { readonly kind: 'open' | 'close' | 'or' | 'and' | 'not'; readonly place: Place }
  /** `field` null: bare. `quoted`: the value stood in quotes, so `*`, `>` and `..` in it are plain text. */
  | { readonly kind: 'term'; readonly field: string | null; readonly value: string; readonly quoted: boolean; readonly place: Place; readonly valuePlace: Place };

export type Tokens = { readonly ok: true; readonly tokens: readonly Token[] } | { readonly ok: false; readonly problem: SearchProblem };

export function readTokens(text: string): Tokens {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const place = { start: at, end: at + 1 };
    if (isBlank(char)) {
      at += 1;
    } else if (char === '(' || char === ')') {
      tokens.push({ kind: char === '(' ? 'open' : 'close', place });
      at += 1;
    } else if (char === '-') {
      const next = text.charAt(at + 1);
      if (next === '' || isBlank(next) || next === ')') return problem('A minus sign stands directly before what it excludes, as in -agent:refund-bot.', place);
      tokens.push({ kind: 'not', place });
      at += 1;
    } else {
      const word = readTerm(text, at);
      if (!word.ok) return word;
      tokens.push(word.token);
      at = word.token.place.end;
    }
  }
  return { ok: true, tokens };
}

type TermRead = { readonly ok: true; readonly token: Token } | { readonly ok: false; readonly problem: SearchProblem };

function readTerm(text: string, start: number): TermRead {
  const field = /^[A-Za-z_][\w-]*:/.exec(text.slice(start))?.[0].slice(0, -1) ?? null;
  const valueStart = field === null ? start : start + field.length + 1;
  if (text.charAt(valueStart) === '"') return readQuoted(text, start, field, valueStart);
  let end = valueStart;
  while (end < text.length && !isBlank(text.charAt(end)) && text.charAt(end) !== ')' && text.charAt(end) !== '(') {
    if (text.charAt(end) === '"') return problem('A quotation mark stands at the beginning of a value, as in agent:"Refund bot".', { start: end, end: end + 1 });
    end += 1;
  }
  const value = text.slice(valueStart, end);
  const place = { start, end };
  if (field === null && value === 'OR') return { ok: true, token: { kind: 'or', place } };
  if (field === null && value === 'AND') return { ok: true, token: { kind: 'and', place } };
  if (value === '') return problem(`A value is missing after ${field}:`, place);
  return { ok: true, token: { kind: 'term', field, value, quoted: false, place, valuePlace: { start: valueStart, end } } };
}

function readQuoted(text: string, start: number, field: string | null, quote: number): TermRead {
  let value = '';
  for (let at = quote + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\' && at + 1 < text.length) {
      at += 1;
      value += text.charAt(at);
    } else if (char !== '"') {
      value += char;
    } else {
      const end = at + 1;
      const after = text.charAt(end);
      if (after !== '' && !isBlank(after) && after !== ')' && after !== '(') return problem('A blank is missing after the closing quotation mark.', { start: end, end: end + 1 });
      if (value === '') return problem('There is nothing between the quotation marks.', { start: quote, end });
      return { ok: true, token: { kind: 'term', field, value, quoted: true, place: { start, end }, valuePlace: { start: quote, end } } };
    }
  }
  return problem('The closing quotation mark is missing.', { start: quote, end: text.length });
}

function isBlank(char: string): boolean {
  return /^\s$/.test(char);
}

function problem(message: string, place: Place): { readonly ok: false; readonly problem: SearchProblem } {
  return { ok: false, problem: { message, ...place } };
}

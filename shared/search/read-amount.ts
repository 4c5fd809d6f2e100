import type { Bound } from './search.ts';

export interface AmountRange {
  readonly above: Bound | null;
  readonly below: Bound | null;
}

/** `>500`, `<=12.50`, `=42`, `42`, `100..200`, `100..`, `..200`; null when it is none of them. */
export function readAmount(text: string): AmountRange | null {
  const range = /^(.*?)\.\.(.*)$/.exec(text);
  if (range) {
    const [above, below] = [bound(range[1] ?? '', true), bound(range[2] ?? '', true)];
    if ((range[1] !== '' && above === null) || (range[2] !== '' && below === null)) return null;
    return above === null && below === null ? null : { above, below };
  }
  const compared = /^(>=|<=|>|<|=)?(.*)$/s.exec(text);
  const value = bound(compared?.[2] ?? '', true);
  if (value === null) return null;
  switch (compared?.[1]) {
    case '>':
      return { above: { ...value, included: false }, below: null };
    case '>=':
      return { above: value, below: null };
    case '<':
      return { above: null, below: { ...value, included: false } };
    case '<=':
      return { above: null, below: value };
    default:
      return { above: value, below: value };
  }
}

function bound(text: string, included: boolean): Bound | null {
  return /^[-+]?\d{1,100}(\.\d{1,100})?$/.test(text) ? { value: text, included } : null;
}

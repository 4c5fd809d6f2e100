export interface SearchProblem {
  /** Character index where reading stopped. */
  readonly at: number;
  readonly message: string;
}

/** Null when the text can be read as a search. */
export function checkSearch(_text: string): SearchProblem | null {
  return null;
}

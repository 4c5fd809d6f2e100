/** Expected failure as a value. `problem` is written for the person who reads it: what, where, which rule, what to do next. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export interface Problem {
  /** Stable machine word, kebab-case, e.g. `case-locked`. */
  readonly code: string;
  /** One or two sentences. Untrusted text inside it is quoted, never interpreted. */
  readonly message: string;
  /** What the person can do now. */
  readonly nextStep?: string;
}

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed<T = never>(code: string, message: string, nextStep?: string): Result<T> {
  return { ok: false, problem: nextStep === undefined ? { code, message } : { code, message, nextStep } };
}

/** The value, or the problem as an exception: for a caller that has nothing of its own to say about it. */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw problemError(result.problem);
}

export function problemError({ code, message, nextStep }: Problem): ProblemError {
  return new ProblemError(code, message, nextStep);
}

/** The exception form, for code too deep to thread a Result through; `router.ts` turns it back into one. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(code: string, message: string, nextStep?: string) {
    super(message);
    this.name = 'ProblemError';
    this.problem = nextStep === undefined ? { code, message } : { code, message, nextStep };
  }
}

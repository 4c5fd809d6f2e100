import type { z } from 'zod';
import type { JsonObject } from '#shared/json.ts';

/** One kind of thing a person does to a case. */
export interface ActKind<T extends JsonObject> {
  /** As the journal has it: kebab-case, in the past (`run-starred`). */
  readonly act: string;
  /** Untrusted: a journal entry may have been written by another build. */
  readonly data: z.ZodType<T>;
  /** What was done, for the undo menu and the journal: `star of 3 runs`. */
  readonly words: (data: T) => string;
}

export function actKind<T extends JsonObject>(kind: ActKind<T>): ActKind<T> {
  return kind;
}

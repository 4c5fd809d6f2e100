import type { z } from 'zod';
import type { JsonObject } from '#shared/json.ts';

/** One kind of thing a person does to a case. */
export interface ActKind<T extends JsonObject> extends ToldKind {
  /** Untrusted: a journal entry may have been written by another build. */
  readonly data: z.ZodType<T>;
  /** What was done, for the undo menu and the journal: `star of 3 runs`. */
  readonly words: (data: T) => string;
}

/** A kind as lists of acts need it, whatever its data are. */
export interface ToldKind {
  /** As the journal has it: kebab-case, in the past (`run-starred`). */
  readonly act: string;
  /** What an entry did, in words; null: its data are another build's, and not understood. */
  readonly tell: (data: JsonObject) => string | null;
}

export function actKind<T extends JsonObject>({ act, data, words }: Omit<ActKind<T>, 'tell'>): ActKind<T> {
  return {
    act, data, words,
    tell: (found) => {
      const parsed = data.safeParse(found);
      return parsed.success ? words(parsed.data) : null;
    },
  };
}

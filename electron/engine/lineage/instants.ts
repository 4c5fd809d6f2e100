import type { JsonValue } from '#shared/json.ts';
import { parseInstant } from '#shared/time.ts';

export interface ReadInstant {
  /** Nanoseconds since 1970, decimal text; null: no instant can be read without a guess. */
  readonly ns: string | null;
  /** The text states no zone; `ns`, where there is one, rests on the zone a person stated. */
  readonly zoneless: boolean;
}

const unreadable: ReadInstant = { ns: null, zoneless: false };

export function readInstant(value: JsonValue, zone: string | null): ReadInstant {
  if (typeof value !== 'string' && typeof value !== 'number') return unreadable;
  const read = parseInstant(value, zone);
  return read.ok ? read : { ns: null, zoneless: read.zoneless };
}

import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { OtherValue, Provenance, StageValue } from '#shared/model/lineage.ts';

/** What a cell prints. `empty` is a recorded null or empty text: said in words, never as a blank. */
export interface ShownValue {
  readonly text: string;
  readonly form: 'text' | 'number' | 'empty' | 'structure' | 'withheld';
}

export function shownValue(value: StageValue | OtherValue): ShownValue {
  if (value.provenance === 'redacted') return { text: withheldText('redacted', value.value), form: 'withheld' };
  if (value.provenance === 'hash only') return { text: withheldText('hash only', value.value), form: 'withheld' };
  return shownJson(value.value, value.lexeme);
}

export function shownJson(value: JsonValue, lexeme?: string): ShownValue {
  if (value === null) return { text: 'recorded as empty', form: 'empty' };
  if (value === '') return { text: 'recorded as empty text', form: 'empty' };
  // A number inside JSON text inside a string has no bytes of its own: its lexeme is then the string's.
  if (typeof value === 'number') return { text: lexeme !== undefined && /^-?\d/u.test(lexeme) ? lexeme : String(value), form: 'number' };
  if (typeof value === 'string' || typeof value === 'boolean') return { text: String(value), form: 'text' };
  return { text: JSON.stringify(value), form: 'structure' };
}

/** The text a reader would expect in a title or a card; null when there is nothing to print. */
export function plainText(value: StageValue | undefined): string | null {
  if (value === undefined || value.value === null || value.value === '' || value.provenance === 'absent') return null;
  if (value.provenance === 'redacted' || value.provenance === 'hash only') return value.provenance;
  return shownJson(value.value, value.lexeme).text;
}

/** From best known to least: used to say how a combination of values is known. */
const strength: Readonly<Record<Provenance, number>> = { recorded: 0, inferred: 1, 'hash only': 2, redacted: 3, absent: 4 };

export function weakest(provenances: readonly Provenance[]): Provenance {
  return provenances.reduce<Provenance>((worst, next) => (strength[next] > strength[worst] ? next : worst), 'recorded');
}

/** `refundedTotal` → `refunded total`: canonical value names as words; recorded names stay as they are. */
export function nameInWords(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/gu, (_whole, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

/** Short enough for one line of a card; the whole stands in the list and the payload. */
export function clipped(text: string, length: number): string {
  const oneLine = text.replace(/\s+/gu, ' ').trim();
  const characters = Array.from(oneLine);
  return characters.length <= length ? oneLine : `${characters.slice(0, length - 1).join('')}…`;
}

export function countOf(value: JsonValue): number | null {
  if (isJsonArray(value)) return value.length;
  if (isJsonObject(value)) return Object.keys(value).length;
  return null;
}

function withheldText(how: 'redacted' | 'hash only', value: JsonValue): string {
  if (isJsonObject(value)) {
    const said = how === 'redacted' ? value['redacted'] : value['hash'];
    if (typeof said === 'string') return `${how}: ${said}`;
  }
  return typeof value === 'string' && value !== '' ? `${how}: ${value}` : how;
}

import { canonicalString } from '../../case/canonical-json.ts';

/** How a writer spells strings. */
export interface StringMode {
  /** `\uXXXX` for everything beyond ASCII, surrogates one by one (Python's default). */
  readonly ascii: boolean;
  /** `<`, `>`, `&`, U+2028 and U+2029 escaped (Go's default). */
  readonly html: boolean;
}

/** Quoted text; null when the writer could not have written it. */
export function stringToken(text: string, { ascii, html }: StringMode): string | null {
  if (ascii) return escapeMarkup(JSON.stringify(text).replace(/[\u0080-\uffff]/g, unicodeEscape), html);
  const quoted = canonicalString(text);
  return quoted === null ? null : escapeMarkup(quoted, html);
}

function escapeMarkup(quoted: string, html: boolean): string {
  return html ? quoted.replace(/[<>&\u2028\u2029]/g, unicodeEscape) : quoted;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

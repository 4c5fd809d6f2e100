export const excerptBytes = 400;

/** The first bytes of a record as text for a reject list. What is not UTF-8 shows as U+FFFD; control characters are the view's to show. */
export function excerptOf(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes.subarray(0, excerptBytes));
  return bytes.length > excerptBytes ? `${text} …` : text;
}

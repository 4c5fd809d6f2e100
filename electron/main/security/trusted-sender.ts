import { bundleOrigin } from '../app-protocol.ts';

export interface Sender {
  readonly contentsId: number;
  /** Null when the frame is gone. */
  readonly frame: { readonly main: boolean; readonly origin: string } | null;
}

/** Only the main frame, showing our own page, of a window we made. */
export function isTrusted(sender: Sender, ownContents: ReadonlySet<number>): boolean {
  return ownContents.has(sender.contentsId) && sender.frame !== null && sender.frame.main && sender.frame.origin === bundleOrigin;
}

export const requestLimits = { characters: 64 * 1024 * 1024, members: 1_000_000, depth: 100 } as const;

/** True when a request is small enough to be looked at further. Stops counting at the limit, so a huge one costs no more than the limit. */
export function withinBounds(request: unknown, limits: { readonly characters: number; readonly members: number; readonly depth: number } = requestLimits): boolean {
  let characters = 0;
  let members = 0;
  function fits(value: unknown, depth: number): boolean {
    members += 1;
    if (depth > limits.depth || members > limits.members) return false;
    if (typeof value === 'string') {
      characters += value.length;
      return characters <= limits.characters;
    }
    if (typeof value !== 'object' || value === null) return typeof value !== 'bigint' && typeof value !== 'symbol' && typeof value !== 'function';
    if (Array.isArray(value)) return value.every((item) => fits(item, depth + 1));
    // Structured clone lets buffers, maps and dates through; a request is JSON and nothing else.
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && Object.prototype.toString.call(value) !== '[object Object]') return false;
    for (const [key, item] of Object.entries(value)) {
      characters += key.length;
      if (characters > limits.characters || !fits(item, depth + 1)) return false;
    }
    return true;
  }
  return fits(request, 0);
}

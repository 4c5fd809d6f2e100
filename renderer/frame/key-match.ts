/**
 * Keys as they are written in the command list: `z`, `/`, `g o` (one after the other), `Mod+K` (Ctrl, or Command on a
 * Mac), `Alt+ArrowLeft`.
 */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export type KeyMatch = 'no' | 'begins' | 'yes';

/** Whether a press, after the key pressed just before it, is this combination, or the beginning of it. */
export function matchKeys(written: string, press: KeyPress, previous: string | null, mac: boolean): KeyMatch {
  const [first = '', second] = written.split(' ');
  if (second === undefined) return previous === null && isPress(first, press, mac) ? 'yes' : 'no';
  if (previous === first) return isPress(second, press, mac) ? 'yes' : 'no';
  return previous === null && isPress(first, press, mac) ? 'begins' : 'no';
}

/** Combinations of one printable key that would otherwise type a character: the ones a person can switch off. */
export function isSingleLetter(written: string): boolean {
  return !written.includes('+') && written.split(' ').every((part) => part.length === 1);
}

/** As printed on the key caps: `Ctrl K`, `⌘ K`, `Alt ←`. */
export function keyLabel(written: string, mac: boolean): string {
  return written
    .split('+')
    .map((part) => capLabels(mac)[part] ?? part)
    .join(' ');
}

function capLabels(mac: boolean): Readonly<Record<string, string>> {
  return { Mod: mac ? '⌘' : 'Ctrl', Alt: mac ? '⌥' : 'Alt', Shift: mac ? '⇧' : 'Shift', ArrowLeft: 'Left', ArrowRight: 'Right', ArrowUp: 'Up', ArrowDown: 'Down' };
}

function isPress(written: string, press: KeyPress, mac: boolean): boolean {
  const parts = written.split('+');
  const key = parts.at(-1) ?? '';
  const modifier = mac ? press.metaKey : press.ctrlKey;
  const otherModifier = mac ? press.ctrlKey : press.metaKey;
  if (otherModifier || modifier !== parts.includes('Mod') || press.altKey !== parts.includes('Alt')) return false;
  // What needs Shift anyway on some keyboards (?) may have it; a combination that names no Shift is another one.
  if (parts.includes('Shift') !== press.shiftKey && (parts.includes('Shift') || parts.includes('Mod'))) return false;
  return parts.length > 1 ? press.key.toLowerCase() === key.toLowerCase() : press.key === key;
}

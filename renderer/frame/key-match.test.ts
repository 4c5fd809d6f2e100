import { describe, expect, it } from 'vitest';
import { isSingleLetter, keyLabel, type KeyPress, matchKeys } from './key-match.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('key combinations', () => {
  it('use Ctrl, or Command on a Mac, and never the other one', () => {
    expect(matchKeys('Mod+K', press('k', { ctrlKey: true }), null, false)).toBe('yes');
    expect(matchKeys('Mod+K', press('k', { metaKey: true }), null, true)).toBe('yes');
    expect(matchKeys('Mod+K', press('k', { ctrlKey: true }), null, true)).toBe('no');
    expect(matchKeys('Mod+K', press('k', { ctrlKey: true, metaKey: true }), null, false)).toBe('no');
    expect(matchKeys('k', press('k', { ctrlKey: true }), null, false)).toBe('no');
  });

  it('take two keys one after the other', () => {
    expect(matchKeys('g o', press('g'), null, false)).toBe('begins');
    expect(matchKeys('g o', press('o'), 'g', false)).toBe('yes');
    expect(matchKeys('g o', press('o'), null, false)).toBe('no');
    expect(matchKeys('z', press('z'), 'g', false)).toBe('no');
  });

  it('find ? and [ wherever the layout puts them', () => {
    expect(matchKeys('?', press('?', { shiftKey: true }), null, false)).toBe('yes');
    expect(matchKeys(']', press(']'), null, false)).toBe('yes');
  });

  it('count as single letters only when they would type', () => {
    expect(['z', '/', 'g o', '['].every(isSingleLetter)).toBe(true);
    expect(['Mod+K', 'Escape', 'Alt+ArrowLeft'].some(isSingleLetter)).toBe(false);
  });

  it('are printed as the key caps say', () => {
    expect(keyLabel('Mod+K', false)).toBe('Ctrl K');
    expect(keyLabel('Alt+ArrowLeft', true)).toBe('⌥ Left');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from './settings.ts';

let home = '';
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'proofline-settings-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the window’s settings', () => {
  it('are remembered', () => {
    openSettings(home).change({ theme: 'dark', width: 1700 });
    expect(openSettings(home).read()).toEqual({ theme: 'dark', width: 1700, height: 900 });
  });

  it('fall back value by value when the file is damaged, and never stop a start', () => {
    for (const text of ['', '{', 'null', '[]', '{"theme":"pink","width":-5,"height":700}']) {
      writeFileSync(join(home, 'window.json'), text);
      const { theme, width, height } = openSettings(home).read();
      expect([theme, width]).toEqual(['system', 1440]);
      expect(height).toBe(text.includes('700') ? 700 : 900);
    }
  });
});

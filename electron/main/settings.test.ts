import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from './settings.ts';

let home = '';
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'proofline-settings-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const atFirst = { zone: 'utc', singleLetterKeys: true, runColumns: null, facetsShown: true };

describe('the window’s settings', () => {
  it('are remembered', () => {
    openSettings(home).change({ theme: 'dark', width: 1700 });
    expect(openSettings(home).read()).toEqual({ theme: 'dark', width: 1700, height: 900, preferences: atFirst });
  });

  it('keep preferences beside the theme, and take damaged ones for none', () => {
    const wanted = { zone: 'local', singleLetterKeys: false, runColumns: ['time', 'amount'], facetsShown: false } as const;
    openSettings(home).change({ preferences: { ...wanted, runColumns: [...wanted.runColumns] } });
    openSettings(home).change({ theme: 'light' });
    expect(openSettings(home).read().preferences).toEqual(wanted);
    for (const damaged of [{ ...wanted, zone: 'CET' }, { ...wanted, extra: 1 }, { ...wanted, runColumns: 'time' }, null]) {
      writeFileSync(join(home, 'window.json'), JSON.stringify({ theme: 'dark', preferences: damaged }));
      expect(openSettings(home).read()).toMatchObject({ theme: 'dark', preferences: atFirst });
    }
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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from './safe-file-name.ts';

describe('a suggested file name', () => {
  it('stays as it is when it is harmless', () => {
    expect(safeFileName('runs 2026-03-17 «ü».csv')).toBe('runs 2026-03-17 «ü».csv');
  });

  it('loses every way out of the folder', () => {
    expect(safeFileName('../../etc/passwd')).toBe('_.._etc_passwd');
    expect(safeFileName('..')).toBe('proofline.txt');
    expect(safeFileName('C:\\x\\y')).toBe('C__x_y');
    expect(safeFileName('NUL.txt')).toBe('_NUL.txt');
  });

  it('loses what hides or reverses an extension', () => {
    expect(safeFileName('report\u202efdp.exe')).toBe('report_fdp.exe');
  });

  it('is never a path, never empty, never hidden', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (suggested) => {
        const name = safeFileName(suggested);
        return name.length > 0 && name.length <= 201 && !/[/\\\0]/u.test(name) && !name.startsWith('.');
      }),
      { seed: 7 },
    );
  });
});

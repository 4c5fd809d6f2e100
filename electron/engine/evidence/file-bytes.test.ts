import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLineEnds, readLinesOf } from './file-bytes.ts';

test('ranges side by side give every line once, wherever they are cut', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proofline-lines-'));
  try {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\n', '.')), { maxLength: 20 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), (lines, width, ended) => {
        const bytes = Buffer.from(lines.join('\n') + (ended ? '\n' : ''));
        const path = join(folder, 'lines');
        writeFileSync(path, bytes);
        const file = openSync(path, 'r');
        try {
          const parts: Buffer[] = [];
          for (let from = 0; from < bytes.length; from += width) {
            const part = readLinesOf(file, from, Math.min(bytes.length, from + width));
            expect(bytes.subarray(part.start, part.start + part.bytes.length)).toEqual(part.bytes);
            parts.push(part.bytes);
          }
          expect(Buffer.concat(parts)).toEqual(bytes);
          expect(parts.reduce((sum, part) => sum + countLineEnds(part), 0)).toBe(bytes.filter((byte) => byte === 0x0a).length);
        } finally {
          closeSync(file);
        }
      }),
      { seed: 11, numRuns: 150 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

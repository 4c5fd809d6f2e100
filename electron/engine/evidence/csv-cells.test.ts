import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellSpans, cellText, cellTexts, columnNames } from './csv-cells.ts';

function written(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

describe('cells', () => {
  it('come back as they were written, by text and by bytes alike', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ') }), { minLength: 1 }), (cells) => {
        const row = cells.map(written).join(',');
        const bytes = Buffer.from(row);
        expect(cellTexts(row, ',')).toEqual(cells);
        expect(cellSpans(bytes, ',').map(({ offset, length }) => cellText(bytes.toString('utf8', offset, offset + length)))).toEqual(cells);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

describe('column names', () => {
  it('make repeated and empty headers visible', () => {
    expect(columnNames(['id', 'amount', '', 'amount', 'amount'])).toEqual(['id', 'amount', 'column 3', 'amount (2)', 'amount (3)']);
    expect(columnNames(['a', 'a', 'a (2)', '', 'column 4'])).toEqual(['a', 'a (3)', 'a (2)', 'column 4 (2)', 'column 4']);
  });

  it('are all different, never empty, and leave a header that is fine alone', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', 'a', 'a (2)', 'a (3)', 'column 1', 'column 2', 'b')), (header) => {
        const names = columnNames(header);
        expect(new Set(names).size).toBe(header.length);
        expect(names).not.toContain('');
        if (new Set(header).size === header.length && !header.includes('')) expect(names).toEqual(header);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

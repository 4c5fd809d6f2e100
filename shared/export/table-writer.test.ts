import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type ExportCell, exportFormats, type ExportTable } from './export-table.ts';
import { guarded, guardNote, jsonText, markdownText, tableText } from './table-writer.ts';

function table(cells: readonly (readonly ExportCell[])[], notes: readonly string[] = []): ExportTable {
  return { title: 'Runs', columns: [{ id: 'name', title: 'Name' }, { id: 'amount', title: 'Amount' }], absent: 'not recorded', notes, rows: cells };
}

const rowsOfCsv = (text: string): readonly (readonly string[])[] => parse(text, { relax_column_count: true });

describe('a cell that a spreadsheet would run', () => {
  it.each(['=HYPERLINK("http://evil")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '＝1+1', '－1', '＠x'])('%j begins with something else', (text) => {
    for (const format of ['csv', 'tsv'] as const) {
      const cell = format === 'csv' ? (rowsOfCsv(tableText(format, table([[text, null]])))[1]?.[0] ?? '') : (tableText(format, table([[text, null]])).split('\n')[1]?.split('\t')[0] ?? '');
      expect(cell).toMatch(/^['⟨⏎]/u);
    }
  });

  it('is none where a semicolon parts cells', () => {
    expect(guarded('x;=1+1')).toBe("x;'=1+1");
    expect(guarded('a; -b')).toBe("a;' -b");
  });

  it('is any text whatever: no row but the last line end, no cell that starts a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const csv = tableText('csv', table([[text, { number: '-12.50' }]]));
        const rows = rowsOfCsv(csv);
        expect(rows).toHaveLength(2);
        expect(rows[1]?.[0]).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
        expect(csv.split(/[\r\n]+/u)).toHaveLength(3);
        expect(tableText('tsv', table([[text, null]])).split('\n')).toHaveLength(3);
      }),
      { numRuns: 40 },
    );
  });
});

describe('numbers, nothing and empty', () => {
  it('keeps every digit of a number and its sign', () => {
    const csv = tableText('csv', table([['a', { number: '-12.50' }], ['b', { number: '340.0' }], ['c', { number: '12345678901234567890.1' }]]));
    expect(csv).toBe('name,amount\r\na,-12.50\r\nb,340.0\r\nc,12345678901234567890.1\r\n');
    expect(tableText('json', table([['b', { number: '340.0' }]]))).toContain('"amount": 340.0}');
  });

  it('takes for a number only what is one', () => {
    expect(tableText('csv', table([['a', { number: '=1+1' }]]))).toContain("'=1+1");
    expect(tableText('json', table([['a', { number: '1,5' }]]))).toContain('"amount": "1,5"');
  });

  it('tells what is not recorded from what is recorded as empty', () => {
    expect(tableText('csv', table([['', null]]))).toBe('name,amount\r\n"",\r\n');
    expect(tableText('json', table([['', null]]))).toContain('{"name": "", "amount": null}');
    expect(tableText('markdown', table([['', null]]))).toContain('*not recorded*');
    expect(tableText('text', table([['', null]]))).toBe('Name: \nAmount: not recorded\n');
  });
});

describe('what hides', () => {
  it('is spelled out everywhere but in JSON, which escapes it and reads back as it was', () => {
    const hostile = 'invoice\u202efdp.exe\u200b\u001b[31m';
    for (const format of exportFormats) expect(tableText(format, table([[hostile, null]])), format).not.toMatch(/[\u202e\u200b\u001b]/u);
    const read: unknown = JSON.parse(tableText('json', table([[hostile, null]])));
    expect(read).toMatchObject({ rows: [{ name: hostile }], count: 1 });
  });

  it('reads back from JSON whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(jsonText(text))).toBe(text);
      }),
    );
  });
});

describe('Markdown', () => {
  it('makes no markup, link or image of a text', () => {
    expect(markdownText('![x](http://evil/?q) <img src=x> a|b `c` *d* https://e www.f.g')).toBe('!\\[x\\](http\\://evil/?q) \\<img src=x\\> a\\|b \\`c\\` \\*d\\* https\\://e www\\.f.g');
  });
});

describe('the file itself', () => {
  it('says what was asked and what was done to its cells', () => {
    const rows = rowsOfCsv(tableText('csv', table([['a', null]], ['2 of 2 runs match "x, y"'])));
    expect(rows[0]).toEqual(['# 2 of 2 runs match "x, y"']);
    expect(rows[1]).toEqual([`# ${guardNote('not recorded')}`]);
    expect(rows[2]).toEqual(['name', 'amount']);
  });

  it('is whole JSON without any row', () => {
    expect(JSON.parse(tableText('json', table([])))).toMatchObject({ rows: [], count: 0 });
  });
});

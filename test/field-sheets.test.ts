import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldSheets } from '../electron/engine/jobs/reports/field-sheets.ts';
import { autoValues } from '../electron/engine/reports/incident-report/auto-values.ts';
import { csvCell } from '../electron/engine/reports/to-data.ts';

const sheets = fieldSheets(join(import.meta.dirname, '../resources'));
const reference = join(import.meta.dirname, '../../shared/domain/dora-its-2025-302-fields.json');

describe('the field sheets', () => {
  it('name only values the case can propose, and each field once', () => {
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['aia-73', 'dora-its-2025-302', 'gdpr-33', 'hipaa-404', 'nis2', 'sec-105']);
    for (const { sheet, fields } of sheets) {
      expect(fields.flatMap(({ from }) => (from !== null && !Object.hasOwn(autoValues, from) ? [`${sheet}: ${from}`] : []))).toEqual([]);
      expect(new Set(fields.map(({ id }) => id)).size, sheet).toBe(fields.length);
      expect(fields.filter(({ fill, from }) => fill === 'A' && from === null && sheet !== 'dora-its-2025-302').map(({ id }) => id), `${sheet}: filled from nothing`).toEqual([]);
    }
  });

  it('ask for as many of DORA’s 76 fields in each phase as the regulation does', () => {
    const dora = sheets.find(({ sheet }) => sheet === 'dora-its-2025-302')?.fields ?? [];
    const counts = [0, 1, 2].map((phase) => ['mandatory', 'conditional', 'not asked'].map((word) => dora.filter(({ mandatory }) => mandatory[phase] === word).length));
    expect(counts).toEqual([[18, 7, 51], [32, 28, 16], [43, 33, 0]]);
  });

  it.skipIf(!existsSync(reference))('carry DORA’s names and choices as the reference has them', () => {
    const read: { readonly fields: readonly { readonly id: string; readonly name: string; readonly choices: readonly string[] }[] } = JSON.parse(readFileSync(reference, 'utf8'));
    const dora = sheets.find(({ sheet }) => sheet === 'dora-its-2025-302')?.fields ?? [];
    expect(dora.map(({ id, name, choices }) => ({ id, name, choices }))).toEqual(read.fields.map(({ id, name, choices }) => ({ id, name, choices })));
  });
});

describe('a cell of a table that leaves the program', () => {
  it('begins no formula, and a number stays a number', () => {
    expect(['=1+1', '+1', '-x', '@x', '\tx', '＝1', '-12.50', '12', 'a,b', 'say "x"', 'two\nlines'].map(csvCell)).toEqual(["'=1+1", "'+1", "'-x", "'@x", "'\tx", "'＝1", '-12.50', '12', '"a,b"', '"say ""x"""', '"two\nlines"']);
  });
});

import { describe, expect, it } from 'vitest';
import { tableText } from '#shared/export/table-writer.ts';
import type { Blast } from '#shared/model/blast.ts';
import type { Figure } from '#shared/model/figure.ts';
import { blastMap } from './blast-map.ts';
import { blastTable, figureCells, figureRows, grouped } from './blast-rows.ts';

const figure = (given: Partial<Figure>): Figure => ({
  id: 'runs', title: 'Runs', value: '194', upper: '194', unit: 'runs', basis: 'exact', denominator: { value: '2348', of: 'runs of the case' }, why: [], where: 'model:a@1', maybeWhere: null, query: 'blast', parameters: {},
  data: { hash: 'abc', sources: '', reading: '', acts: '' }, ...given,
});
const blast: Blast = {
  ask: { cause: [{ kind: 'model', name: '=cmd|x', version: '1' }], where: '', environment: 'production', window: null, at: null }, window: { from: '1773705600000000000', until: null, ongoing: true, asOf: null, why: ['by the registry'] }, surveyed: true, where: '', maybeWhere: '',
  sections: [{ title: 'Runs', figures: [figure({}), figure({ id: 'x', title: '=1+1', value: '63993.87', upper: null, unit: 'EUR', basis: 'lower bound', why: ['6 runs: prompt version not recorded', '3 records of a.jsonl could not be read'], denominator: null, where: null }), figure({ id: 'u', value: null, upper: null, basis: 'unknown' })] }],
  whyMaybe: [], apart: [], breakdowns: [], boundaries: [], flow: [], doubts: ['3 records of a.jsonl could not be read'],
};

describe('the figures on screen', () => {
  it('stand with their unit, basis, reason and denominator', () => {
    const [exact, bound, unknown] = figureRows(blast);
    expect(exact).toMatchObject({ figure: '194', basis: 'exact', why: 'recorded on every run it counts', restsOn: 'of 2\u202f348 runs of the case', possible: 0 });
    expect(bound).toMatchObject({ figure: 'at least 63\u202f993.87', unit: 'EUR', basis: 'lower bound', why: '6 runs: prompt version not recorded; evidence may be missing, see below', possible: null });
    expect(unknown).toMatchObject({ figure: 'not known from this evidence', certain: 0 });
  });

  it('are exported cell by cell as they are shown, in every form', () => {
    const table = blastTable(blast);
    expect(table.rows).toEqual(figureRows(blast).map(figureCells));
    const json: { readonly rows: readonly Readonly<Record<string, string | null>>[] } = JSON.parse(tableText('json', table));
    expect(json.rows.map((row) => [row['section'], row['what'], row['figure'], row['unit'], row['basis'], row['why'], row['restsOn'], row['search']])).toEqual(table.rows);
    const markdown = tableText('markdown', table);
    for (const row of figureRows(blast)) expect(markdown).toContain(row.figure);
  });

  it('run no formula in a spreadsheet, and the file says so', () => {
    const csv = tableText('csv', blastTable(blast));
    expect(csv).toContain(`"'=1+1"`);
    expect(csv).toContain('would take for a formula');
  });

  it('keep every digit', () => {
    expect([grouped('6399387'), grouped('-1234.50'), grouped('99999999999999999999.99'), grouped('12')]).toEqual(['6\u202f399\u202f387', '−1\u202f234.50', '99999999999999999999.99', '12']);
  });
});

describe('the map', () => {
  it('never draws more than forty cards, and counts every run of those it folds', () => {
    const flow = Array.from({ length: 60 }, (_, index) => ({ action: `a${index}`, system: `s${index % 50}`, certain: index, possible: 1 }));
    const map = blastMap(flow, 'cause');
    expect(map.nodes.length).toBeLessThanOrEqual(40);
    const fromCause = map.links.filter(({ from }) => from === 'cause');
    const runs = fromCause.reduce((sum, { label }) => sum + Number(/^[\d\u202f]+/u.exec(label)?.[0].replaceAll('\u202f', '')), 0);
    expect(runs).toBe(flow.reduce((sum, { certain }) => sum + certain, 0));
    expect(map.nodes.map(({ id }) => id)).toContain('a all others');
  });
});

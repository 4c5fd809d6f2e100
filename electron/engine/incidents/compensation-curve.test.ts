import { describe, expect, it } from 'vitest';
import type { CompensationRow } from '#shared/model/incident.ts';
import { compensationCurve } from './compensation-curve.ts';

function row(run: string, harm: string | null, recovered: string | null, person: string | null = `customer:${run}`, currency = 'EUR'): CompensationRow {
  return { run, runName: run, person, state: 'open', basis: '', currency, executed: harm, harm, recovered, residual: null, owner: '', reference: '', entered: false };
}

const times = (of: Readonly<Record<string, readonly [harmedAt: string | null, backAt: string | null]>>) => new Map(Object.entries(of).map(([run, [harmedAt, backAt]]) => [run, { harmedAt, backAt }]));

describe('open compensations over time', () => {
  it('rise with each execution and fall with each confirmed compensation, in money, people and runs', () => {
    const rows = [row('a', '90.00', '90.00', 'customer:1'), row('b', '45.50', '20.25', 'customer:1'), row('c', '10', null, null), row('d', '7', null, 'customer:2', 'USD')];
    const { points } = compensationCurve(rows, times({ a: ['10', '40'], b: ['20', '50'], c: ['30', null], d: ['30', null] }), '99');
    expect(points).toEqual([
      { at: '10', owed: [{ currency: 'EUR', sum: '90.00' }], people: 1, withoutPerson: 0, runs: 1 },
      { at: '20', owed: [{ currency: 'EUR', sum: '135.50' }], people: 1, withoutPerson: 0, runs: 2 },
      { at: '30', owed: [{ currency: 'EUR', sum: '145.50' }, { currency: 'USD', sum: '7.00' }], people: 2, withoutPerson: 1, runs: 4 },
      { at: '40', owed: [{ currency: 'EUR', sum: '55.50' }, { currency: 'USD', sum: '7.00' }], people: 2, withoutPerson: 1, runs: 3 },
      { at: '50', owed: [{ currency: 'EUR', sum: '35.25' }, { currency: 'USD', sum: '7.00' }], people: 2, withoutPerson: 1, runs: 3 },
    ]);
  });

  it('never nets what was given back too much, and counts apart what has no time or no harm', () => {
    const rows = [row('over', '10', '30'), row('open', '5', null), row('timeless', '4', null), row('back', '3', '3'), row('unstated', null, '2')];
    const curve = compensationCurve(rows, times({ over: ['10', '20'], open: ['10', null], timeless: [null, null], back: ['15', null], unstated: ['1', '2'] }), '99');
    expect(curve).toMatchObject({ withoutTime: 1, backWithoutTime: 1, withoutHarm: 1 });
    expect(curve.points.map(({ at, owed }) => [at, owed[0]?.sum])).toEqual([['10', '15.00'], ['15', '18.00'], ['20', '8.00'], ['99', '5.00']]);
  });

  it('takes what is said to be back before it was taken for back at once, and thins very many points without losing the last', () => {
    expect(compensationCurve([row('a', '10', '10')], times({ a: ['20', '10'] }), '99').points).toMatchObject([{ at: '20', owed: [], runs: 0 }]);
    const many = Array.from({ length: 1500 }, (_one, index) => row(String(index), '1', null));
    const { points } = compensationCurve(many, times(Object.fromEntries(many.map(({ run }, index) => [run, [String(index * 10), null]]))), '99999');
    expect(points.length).toBeLessThanOrEqual(402);
    expect(points.at(-1)).toMatchObject({ runs: 1500, owed: [{ sum: '1500.00' }] });
  });
});

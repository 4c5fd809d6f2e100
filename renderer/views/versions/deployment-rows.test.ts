import { describe, expect, it } from 'vitest';
import type { VersionEntry } from '#shared/model/version.ts';
import { deploymentAxis, deploymentRows } from './deployment-rows.ts';

const day = 86_400_000_000_000n;
const entry = (name: string, version: string, from: number, until: number | null, more: Partial<VersionEntry> = {}): VersionEntry => ({
  kind: 'model', name, version, provider: null, from: String(BigInt(from) * day), until: until === null ? null : String(BigInt(until) * day), end: until === null ? 'open' : 'recorded',
  changelog: null, approvedBy: null, text: null, conditions: null, effect: null, owner: null, review: null, basis: 'registry', rule: null, stated: [], use: null, ...more,
});

describe('deployments on an axis', () => {
  it('reach from the first to a little behind the last known instant', () => {
    const axis = deploymentAxis([entry('m', '1', 100, 150), entry('m', '2', 150, null, { use: { runs: 1, firstAt: null, lastAt: String(200n * day) } })]);
    expect([axis?.from, axis?.until]).toEqual([100n * day, 202n * day]);
    expect(deploymentAxis([])).toBe(null);
  });

  it('stand side by side where they follow each other, and below each other where they overlap', () => {
    const entries = [entry('m', '1', 0, 40), entry('m', '2', 40, 100), entry('m', '1', 60, 100), entry('n', '1', 0, 100)];
    const axis = deploymentAxis(entries);
    if (axis === null) throw new Error('no axis');
    const rows = deploymentRows(entries, axis);
    expect(rows.map(({ name, lanes, bars }) => [name, lanes, bars.map(({ lane }) => lane)])).toEqual([['m', 2, [0, 0, 1]], ['n', 1, [0]]]);
  });

  it('are unknown behind their last use where no end is recorded, and only there', () => {
    const used = { runs: 1, firstAt: null, lastAt: String(50n * day) };
    const entries = [entry('m', '1', 0, null, { end: 'not recorded', use: used }), entry('n', '1', 0, null, { end: 'open', use: used }), entry('o', '1', 0, 102)];
    const axis = deploymentAxis(entries);
    if (axis === null) throw new Error('no axis');
    const [m, n, o] = deploymentRows(entries, axis).map(({ bars }) => bars[0]?.unknownFrom);
    expect([m?.toFixed(2), n, o]).toEqual(['0.48', null, null]);
  });
});

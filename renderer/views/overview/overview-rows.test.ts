import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VersionUse } from '#shared/ipc/answers.ts';
import { axisTicks } from './axis-ticks.ts';
import { coverageRow, placeOnAxis, silenceTexts, spanText } from './coverage-rows.ts';
import { heatCells, shareText } from './heat-rows.ts';
import { versionRows } from './version-rows.ts';

const hour = 3_600_000_000_000n;

describe('coverage', () => {
  it('tells silence between records from having none yet or no more', () => {
    const row = coverageRow([0, 0, 4, 0, 0, 0, 2, 1, 0], 3);
    expect(row.empty.map(({ kind, bins }) => [kind, bins])).toEqual([['before', 2], ['silent', 3], ['after', 1]]);
    expect(row.bars.map(({ height }) => height)).toEqual([1, 0.5, 0.25]);
    expect(silenceTexts(row, String(2n * hour))).toEqual(['1 silence, 6 h']);
  });

  it('says so when no record has a time, and when there is none', () => {
    expect(silenceTexts(coverageRow([0, 0], 7), String(hour))).toEqual(['no times']);
    expect(silenceTexts(coverageRow([0, 0], 0), String(hour))).toEqual(['no records']);
  });

  it('gives every bin a bar or a part in an empty stretch', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 200 }), (counts) => {
        const { bars, empty } = coverageRow(counts, 0);
        expect(bars.length + empty.reduce((sum, { bins }) => sum + bins, 0)).toBe(counts.length);
      }),
      { seed: 41 },
    );
  });

  it('names spans no finer than needed', () => {
    expect([1_000_000_000n, 45n * 60_000_000_000n, 17n * hour, 56n * hour, 72n * hour].map(spanText)).toEqual(['1 s', '45 min', '17 h', '2 d 8 h', '3 d']);
  });
});

describe('the axis', () => {
  it('has a handful of round ticks for any span', () => {
    const from = 1_773_100_800_000_000_000n;
    for (const length of [1n, 10n * 1_000_000_000n, hour, 30n * hour, 240n * hour, 24n * 27n * hour, 24n * 800n * hour, 24n * 20_000n * hour]) {
      expect(axisTicks({ from, length }, 'utc', 12).length).toBeLessThanOrEqual(13);
    }
    expect(axisTicks({ from, length: 72n * hour }, 'utc', 4).map(({ text }) => text)).toEqual(['03-10', '03-11', '03-12']);
  });

  it('puts an instant where it belongs and nothing outside', () => {
    const axis = { from: 0n, length: 100n };
    expect([placeOnAxis('-5', axis), placeOnAxis('25', axis), placeOnAxis('500', axis)]).toEqual([0, 0.25, 1]);
  });
});

describe('the heat row', () => {
  const none = { recorded: 0, part: 0, inferred: 0, hashOnly: 0, absent: 1000 };
  const fields = { trigger: { ...none, recorded: 999, absent: 1 }, model: { ...none, recorded: 4, absent: 996 }, output: none, action: { ...none, part: 300, inferred: 500, absent: 200 }, approval: none, context: { ...none, recorded: 1000, absent: 0 }, outcome: none };

  it('never rounds up to all, nor down to none', () => {
    const cells = heatCells({ runs: 1000, fields });
    expect(cells.map(({ share }) => share.replace('\u202f', ' '))).toEqual(['99 %', '<1 %', '0 %', '0 %', '0 %', '100 %', '0 %']);
    expect(shareText(0, 0)).toContain('0');
  });

  it('says not in source only when no run has anything of the field', () => {
    expect(heatCells({ runs: 1000, fields }).map(({ level }) => level)).toEqual([4, 1, 'none', 1, 'none', 4, 'none']);
  });

  it('names the largest group that does not count as recorded', () => {
    expect(heatCells({ runs: 1000, fields })[3]?.beside?.replace('\u202f', ' ')).toBe('50 % inferred');
  });
});

describe('versions in use', () => {
  const use = (modelVersion: string | null, promptVersion: string | null, firstAt: string | null, runs = 10): VersionUse => ({ model: 'support', modelVersion, promptTemplate: 'triage', promptVersion, runs, firstAt, lastAt: firstAt });

  it('shows what a new version took over from, in the order of first use', () => {
    const rows = versionRows([use('2.3', 'v14', '200'), use('2.3', 'v13', '100')]);
    expect(rows.map(({ use: { promptVersion }, changed, first }) => [promptVersion, changed.prompt, changed.model, first])).toEqual([['v13', null, null, true], ['v14', 'v13', null, false]]);
  });

  it('does not call a version that comes back, or one beside an unrecorded one, a change', () => {
    const rows = versionRows([use('2.3', 'v13', '100'), use('latest', 'v13', '150'), use('2.3', 'v14', '200'), use('2.3', null, '300'), use(null, null, null)]);
    expect(rows.map(({ changed }) => [changed.model, changed.prompt])).toEqual([[null, null], ['2.3', null], [null, 'v13'], [null, null], [null, null]]);
  });
});

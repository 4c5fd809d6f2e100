import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder, testEngine } from './support/engine.ts';

const imported = 1_775_000_000_000_000_000n;

describe('the timeline of a case', () => {
  it('stands on real times only, and compares what comes before and after a change of the prompt', async () => {
    const folder = scratchFolder();
    const runs = join(folder, 'runs.jsonl');
    writeFileSync(runs, [...made(40, '2026-03-10', '13', 'human'), ...made(40, '2026-03-17', '14', 'named rule'), at('1970-01-01T00:00:00Z'), at('1601-01-01T00:00:00Z'), at('1900-01-01T00:00:00Z'), at('2187-06-01T00:00:00Z')].map((record) => JSON.stringify(record)).join('\n'));
    const { ask, import: importFiles } = testEngine(join(folder, 'home'), () => imported);
    await ask('case.create', { pathId: join(folder, 'x.case'), name: 'Timeline' });
    await importFiles([runs]);

    const histogram = await ask('timeline.histogram', { where: '', window: null, unit: null, most: 60, zone: 'utc' });
    expect(histogram.axis?.from.slice(0, 10)).toBe('1773133200');
    expect(histogram.matching.reduce((sum, count) => sum + count, 0)).toBe(80);
    expect(histogram.total).toEqual({ matching: 84, all: 84 });
    expect(histogram.unplaced.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
    const filtered = await ask('timeline.histogram', { where: 'approval:human', window: null, unit: histogram.unit, most: 60, zone: 'utc' });
    expect([filtered.matching.reduce((sum, count) => sum + count, 0), filtered.all]).toEqual([40, histogram.all]);

    const { versions } = await ask('timeline.marks', {});
    const change = versions.find(({ kind, version }) => kind === 'prompt' && version === '14');
    expect(change).toMatchObject({ previous: '13', basis: 'first use', runs: 44 });
    // The first use of a run that says 1970 is no first use.
    expect(versions.every(({ at: begin }) => BigInt(begin) > 1_700_000_000_000_000_000n)).toBe(true);

    const compared = await ask('timeline.change', { where: '', mark: change?.id, days: 28 });
    expect(compared.scope).toMatchObject({ action: 'refund', environment: 'production', before: 40, after: 40 });
    expect(compared.rates.find(({ id }) => id === 'automatic')).toMatchObject({ before: { k: 0, n: 40 }, after: { k: 40, n: 40, interval: [expect.any(Number), 1] } });
    expect(compared.spreads.find(({ id }) => id === 'amount')).toMatchObject({ unit: 'EUR', before: { n: 40, quartiles: ['10', '20', '30'] } });
    expect(compared.notes.join(' ')).not.toMatch(/cause/iu);
    const narrow = await ask('timeline.change', { where: 'approval:human', mark: change?.id, days: 28 });
    expect(narrow.rates[0]?.after).toEqual({ k: 0, n: 0, interval: null });
    expect(narrow.notes[0]).toMatch(/no run after the change/u);
  });
});

function made(count: number, day: string, prompt: string, decided: string) {
  return Array.from({ length: count }, (_, index) => record(`${day}-${index}`, `${day}T09:${String(index).padStart(2, '0')}:00Z`, prompt, decided, index + 1));
}

function at(time: string) {
  return record(time, time, '14', 'human', 5);
}

function record(id: string, time: string, prompt: string, decided: string, amount: number) {
  return {
    schema: 'proofline.execute-action/1', id, event: 'run', at: time, run: { id }, context: { environment: 'production' }, agent: { name: 'bot' }, trigger: { kind: 'event', at: time }, prompt: { template: 'triage', version: prompt },
    decision: decided === 'human' ? { class: 'human', approver: 'ann' } : { class: 'named rule', ruleId: 'T' }, action: { type: 'refund', system: 'payments', amount, currency: 'EUR' }, outcome: { status: 'succeeded' },
  };
}

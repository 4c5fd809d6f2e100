import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder, testEngine, type TestEngine } from './support/engine.ts';

const drafts = ['Dear Ana, your refund was PAID twice.', 'We paid once; refunds follow', 'Réunion à Zürich, 返金 done', 'nothing of note'] as const;
const records = drafts.map((draft, n) =>
  JSON.stringify({ event: 'run', run: { id: `r-${n + 1}` }, at: `2026-03-0${n + 1}T10:00:00Z`, output: { at: `2026-03-0${n + 1}T09:59:00Z`, draft, score: n / 10 }, action: { type: 'mail', amount: `${n * 100}.00`, currency: 'EUR' }, subject: { customerId: `${n}` } }),
);

async function named(app: TestEngine, where: string): Promise<readonly string[]> {
  const { rows } = await app.ask('runs.page', { where, sort: { key: 'startedAt', descending: false }, after: null, limit: 100 });
  const counted = await app.ask('runs.count', { where });
  expect(counted.matching).toBe(rows.length);
  return rows.map(({ externalId }) => externalId);
}

describe('a search', () => {
  it('finds runs by words of their texts, whole words in any order, the same before and after they are indexed and after a rebuild', { timeout: 180_000 }, async () => {
    const folder = scratchFolder();
    const app = testEngine(folder);
    const file = join(folder, 'four.jsonl');
    writeFileSync(file, records.join('\n'));
    await app.ask('case.create', { pathId: join(folder, 'case.case'), name: 'Four' });
    await app.import([file]);
    await app.ask('survey.state', { wait: true });

    const answers = async (): Promise<unknown> => [
      await named(app, 'text:"TWICE paid"'), await named(app, 'text:paid'), await named(app, 'text:refund'), await named(app, 'text:refund*'), await named(app, 'text:zürich'), await named(app, 'text:金'),
      await named(app, 'text:pai'), await named(app, '-text:paid'), await named(app, 'twice'), await named(app, 'text:ana OR text:note'),
    ];
    const expected = [['r-1'], ['r-1', 'r-2'], ['r-1'], ['r-1', 'r-2'], ['r-3'], ['r-3'], [], ['r-3', 'r-4'], ['r-1'], ['r-1', 'r-4']];
    expect(await answers()).toEqual(expected);
    for (let tries = 0; tries < 100 && (await app.ask('search.standing', { where: 'text:paid' })).texts?.by !== 'index'; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await app.ask('search.standing', { where: 'text:paid' })).toMatchObject({ whole: true, texts: { by: 'index', cut: 0 }, needs: ['the words of texts'], explanation: 'runs whose texts hold the word “paid”, in any order, ignoring case' });
    expect(await answers()).toEqual(expected);

    expect(await named(app, 'has:amount missing:agent')).toEqual(['r-1', 'r-2', 'r-3', 'r-4']);
    expect(await named(app, 'amount:>150')).toEqual(['r-3', 'r-4']);
    expect(await app.ask('search.values', { field: 'customer', where: 'amount:>150', part: '', limit: 1 })).toEqual({ values: [{ value: '2', label: '2', count: 1 }], more: 1 });

    await app.ask('searches.note', { where: 'text:paid' });
    expect(await app.ask('searches.recent', {})).toEqual(['text:paid']);

    const { jobId } = await app.ask('case.rebuild', {});
    await app.finished(jobId);
    await app.ask('survey.state', { wait: true });
    expect(await answers()).toEqual(expected);
  });
});

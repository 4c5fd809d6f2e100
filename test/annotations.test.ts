import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defined } from '#shared/assert.ts';
import { scratchFolder, testEngine, type TestEngine } from './support/engine.ts';

const ids = ['r-1', 'r-2', 'r-3', 'r-4'] as const;

async function caseOfFour(folder: string, app: TestEngine): Promise<string> {
  const file = join(folder, 'four.jsonl');
  writeFileSync(file, ids.map((id, n) => JSON.stringify({ event: 'run', run: { id }, at: `2026-03-0${n + 1}T10:00:00Z`, action: { type: 'refund', amount: '10.00', currency: 'EUR' }, subject: { customerId: `${n % 2}` } })).join('\n'));
  const path = join(folder, 'case.case');
  await app.ask('case.create', { pathId: path, name: 'Four' });
  await app.import([file]);
  return path;
}

const byTime = { key: 'startedAt', descending: false };

async function named(app: TestEngine, where: string): Promise<readonly string[]> {
  const { rows } = await app.ask('runs.page', { where, sort: byTime, after: null, limit: 100 });
  return rows.map(({ externalId }) => externalId);
}

describe('annotations', () => {
  it('are found by search, taken back and brought back, and the same after a rebuild and in a copy of the case', { timeout: 120_000 }, async () => {
    const folder = scratchFolder();
    const app = testEngine(folder);
    const path = await caseOfFour(folder, app);
    const { rows } = await app.ask('runs.page', { where: '', sort: byTime, after: null, limit: 100 });
    const [first, second, third] = rows.map(({ id }) => id);
    const one = defined(first, 'a run');

    expect(await app.ask('annotations.star', { on: { runs: [one, second] }, starred: true })).toMatchObject({ asked: 2, changed: 2 });
    expect(await app.ask('annotations.star', { on: { runs: [one, third] }, starred: true })).toMatchObject({ asked: 2, changed: 1 });
    expect(await named(app, 'is:starred')).toEqual(['r-1', 'r-2', 'r-3']);
    expect(await named(app, '-is:starred')).toEqual(['r-4']);
    await app.ask('annotations.star', { on: { runs: [second] }, starred: false });
    expect(await named(app, 'is:starred')).toEqual(['r-1', 'r-3']);

    expect(await app.ask('annotations.tag', { on: { where: 'customer:1' }, tag: 'Second look', tagged: true })).toMatchObject({ asked: 2, changed: 2 });
    await app.ask('annotations.tag', { on: { runs: [one] }, tag: 'second LOOK', tagged: true });
    expect(await named(app, 'tag:"Second look"')).toEqual(['r-1', 'r-2', 'r-4']);
    expect(await named(app, 'tag:second*')).toEqual(['r-1', 'r-2', 'r-4']);
    expect(await named(app, 'tag:not-recorded')).toEqual(['r-3']);

    const { seq } = await app.ask('annotations.comment', { run: one, text: 'Customer PHONED twice', of: null });
    await app.ask('annotations.comment', { run: one, text: 'Customer phoned three times', of: seq });
    expect(await named(app, 'comment:phoned')).toEqual(['r-1']);
    expect(await named(app, 'comment:twice')).toEqual([]);
    await app.ask('annotations.undo', { seq: null });
    expect(await named(app, 'comment:twice')).toEqual(['r-1']);
    expect(await app.ask('annotations.redo', { seq: null })).toMatchObject({ words: 'new wording of a comment “Customer phoned three times”', standing: true });

    await app.ask('annotations.noteEvent', { when: { written: '2026-03-03 10:30', zone: 'Europe/Berlin', approximate: true }, text: 'Bank called', subject: 'customer:0', runs: [third], of: null });
    expect(await named(app, 'comment:bank')).toEqual(['r-3']);
    const summary = await app.ask('annotations.summary', {});
    expect(summary).toMatchObject({ starred: 2, tags: [{ tag: 'Second look', runs: 3 }], commentCount: 1, events: [{ text: 'Bank called', when: { from: '1772530200000000000', until: '1772530260000000000', approximate: true, zone: 'Europe/Berlin' } }], unread: 0 });

    await app.ask('searches.save', { name: 'To look at', where: 'is:starred amount:>5', pinned: true });
    expect(await app.problem('searches.save', { name: 'Broken', where: 'agnet:x', pinned: false })).toBe('search-not-understood');

    const answers = async (asked: TestEngine): Promise<unknown> => ({
      starred: await named(asked, 'is:starred'), tagged: await named(asked, 'tag:"Second look"'), commented: await named(asked, 'is:commented'), noted: await named(asked, 'comment:bank'),
      marks: await asked.ask('annotations.ofRuns', { runs: rows.map(({ id }) => id) }), searches: await asked.ask('searches.list', {}), of: await asked.ask('annotations.ofRun', { run: one }),
      summary: await asked.ask('annotations.summary', {}),
    });
    const before = await answers(app);
    const { jobId } = await app.ask('case.rebuild', {});
    expect((await app.finished(jobId)).outcome).toBe('done');
    expect(await answers(app)).toEqual(before);

    await app.ask('case.close', {});
    const copy = join(folder, 'copy.case');
    cpSync(path, copy, { recursive: true });
    await app.ask('case.open', { pathId: copy });
    expect(await answers(app)).toEqual(before);
  });

  it('name only runs the case has, and as many as one act may', { timeout: 60_000 }, async () => {
    const folder = scratchFolder();
    const app = testEngine(folder);
    await caseOfFour(folder, app);
    expect(await app.problem('annotations.star', { on: { runs: ['00000000-0000-8000-8000-000000000000'] }, starred: true })).toBe('no-such-run');
    expect(await app.problem('annotations.star', { on: { runs: Array.from({ length: 10_001 }, () => '00000000-0000-8000-8000-000000000000') }, starred: true })).toBe('bad-request');
    expect(await app.problem('annotations.noteEvent', { when: { written: '10:30', zone: 'UTC', approximate: false }, text: 'x', subject: null, runs: [], of: null })).toBe('time-not-understood');
    expect(await app.problem('annotations.noteEvent', { when: { written: '2026-03-01 10:30', zone: 'Nowhere', approximate: false }, text: 'x', subject: null, runs: [], of: null })).toBe('zone-not-known');
    expect(await app.ask('annotations.undo', { seq: null })).toBeNull();
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder, testEngine, type TestEngine } from './support/engine.ts';

const customer = 'customer:44821';

/** One refund run of invoice INV-7; `changes` as a native record states them. */
function run(id: string, at: string, changes: readonly object[], outcome: string | null = 'succeeded', more: object = {}): object {
  return {
    schema: 'proofline.execute-action/1', id: `rec-${id}`, event: 'run', at, run: { id }, subject: { customerId: '44821', invoiceId: 'INV-7' }, agent: { id: 'refunds' }, model: { name: 'support', version: '2.3' },
    action: { type: 'refund', effect: 'write', system: 'payments', recordId: 'INV-7', amount: 10, currency: 'EUR', changes, at }, ...(outcome === null ? {} : { outcome: { status: outcome, at } }), ...more,
  };
}

const refunded = (before: number | null | undefined, after: number): readonly object[] => [{ field: 'refundedAmount', ...(before === undefined ? {} : { before }), after }];

async function openedCase(): Promise<TestEngine> {
  const folder = scratchFolder();
  const records = [
    run('R1', '2026-03-10T10:00:00Z', refunded(null, 10)),
    run('R2', '2026-03-10T11:00:00Z', refunded(10, 30)),
    run('R3', '2026-03-10T12:00:00Z', refunded(35, 40)),
    run('R4', '2026-03-10T13:00:00Z', refunded(40, 99), 'failed'),
    run('R5', '2026-03-10T14:00:00Z', refunded(40, 50), null),
    run('R6', '2026-03-10T14:00:00Z', refunded(undefined, 60)),
    { ...run('R7', '2026-03-10T15:00:00Z', []), subject: { customerId: '99' }, action: undefined },
  ];
  const path = join(folder, 'runs.jsonl');
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const engine = testEngine(folder);
  await engine.ask('case.create', { pathId: join(folder, 'one.case'), name: 'one' });
  await engine.import([path]);
  return engine;
}

it('the record of a customer tells field by field who wrote, and where something not in the evidence wrote in between', async () => {
  const { ask, problem } = await openedCase();
  const record = await ask('record.history', { about: customer, limit: 100 });
  expect(record).toMatchObject({ about: customer, ids: [customer], matching: 6, read: 6 });
  expect(record.runs.map(({ run: { externalId }, as, writer }) => `${externalId} ${as} ${writer}`).sort()).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6'].map((id) => `${id} subject AI`));
  expect(record.fields.map(({ system, record: target, field }) => [system, target, field])).toEqual([['payments', 'INV-7', 'refundedAmount']]);
  expect(record.fields[0]?.writes.map(({ externalId, before, after, continuity, sameInstant }) => [externalId, before, after, continuity, sameInstant])).toEqual([
    ['R1', { recorded: true, value: null }, { recorded: true, value: 10 }, null, false],
    ['R2', { recorded: true, value: 10 }, { recorded: true, value: 30 }, 'continues', false],
    ['R3', { recorded: true, value: 35 }, { recorded: true, value: 40 }, 'changed in between', false],
    ['R4', { recorded: true, value: 40 }, { recorded: true, value: 99 }, 'continues', false],
    // The write before it failed: what must come back is what stood there before.
    ['R5', { recorded: true, value: 40 }, { recorded: true, value: 50 }, 'continues', false],
    ['R6', { recorded: false }, { recorded: true, value: 60 }, 'previous value not recorded', true],
  ]);
  expect(record.totals).toEqual([{ currency: 'EUR', executed: '40', runs: 4, withoutOutcome: 1 }]);
  expect(record.uncovered).toContain('1 of 6 runs record no outcome');
  expect((await ask('runs.count', { where: record.where })).matching).toBe(record.matching);
  expect(await ask('record.history', { about: 'record:INV-7', limit: 100 })).toMatchObject({ matching: 6, runs: [{ as: 'target record' }, {}, {}, {}, {}, {}] });
  expect(await problem('record.history', { about: 'customer:nobody', limit: 100 })).toBe('no-such-record');
  expect(await problem('record.history', { about: 'nobody', limit: 100 })).toBe('bad-subject');
});

it('reads no more runs than asked, says so, and reads the earliest', async () => {
  const { ask } = await openedCase();
  const record = await ask('record.history', { about: customer, limit: 2 });
  expect(record).toMatchObject({ matching: 6, read: 2 });
  expect(record.runs.map(({ run: { externalId } }) => externalId)).toEqual(['R1', 'R2']);
  expect(record.uncovered[0]).toBe('only the first 2 of 6 runs by time were read');
});

it('two ids taken for one are one record, until it is taken back, and a rebuild keeps both', async () => {
  const { ask, problem, finished } = await openedCase();
  const merge = { subject: customer, alias: 'customer:99', reason: 'same e-mail address' };
  const { seq } = await ask('record.merge', merge);
  expect(await problem('record.merge', merge)).toBe('already-one');
  for (const about of [customer, 'customer:99']) {
    const record = await ask('record.history', { about, limit: 100 });
    expect([record.matching, [...record.ids].sort(), record.merges[0]?.reason]).toEqual([7, [customer, 'customer:99'], 'same e-mail address']);
  }
  await finished((await ask('case.rebuild', {})).jobId);
  expect((await ask('record.history', { about: customer, limit: 100 })).matching).toBe(7);
  await ask('record.unmerge', { seq });
  expect((await ask('record.history', { about: customer, limit: 100 })).matching).toBe(6);
});

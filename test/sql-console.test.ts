import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder, testEngine } from './support/engine.ts';

const run = (id: string, amount: string, file: string) => {
  writeFileSync(file, JSON.stringify({ event: 'run', run: { id }, at: '2026-03-01T10:00:00Z', action: { type: 'refund', amount, currency: 'EUR' } }));
  return file;
};

it('a pinned result is the same, then changed by an import, and comes back when the case is opened again', { timeout: 120_000 }, async () => {
  const folder = scratchFolder();
  const app = testEngine(folder);
  const path = join(folder, 'case.case');
  await app.ask('case.create', { pathId: path, name: 'One' });
  await app.import([run('r-1', '10.00', join(folder, 'one.jsonl'))]);

  const total = 'SELECT currency, sum(amount) AS total FROM runs GROUP BY currency';
  expect(await app.ask('sql.run', { sql: total, anyway: false })).toMatchObject({ kind: 'rows', rows: [['EUR', '10.00']], more: false });
  const pinned = await app.ask('sql.pin', { name: 'Total', sql: total });
  const starred = await app.ask('sql.pin', { name: 'Marked', sql: 'SELECT count(*) FROM stars' });
  expect(await app.ask('sql.rerun', { seq: pinned.seq })).toEqual({ seq: pinned.seq, state: 'same', why: null });
  expect(await app.problem('sql.pin', { name: 'Endless', sql: 'WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t) SELECT n FROM t' })).toBe('sql-too-large');
  expect(await app.problem('sql.run', { sql: 'DELETE FROM runs', anyway: true })).toBe('sql-refused');

  await app.import([run('r-2', '5.50', join(folder, 'two.jsonl'))]);
  const changed = await app.ask('sql.rerun', { seq: pinned.seq });
  expect(changed.state).toBe('changed');
  expect(changed.why).toContain('The sources of the case are not those');

  await app.ask('sql.unpin', { seq: starred.seq });
  expect((await app.ask('sql.pins', {})).map(({ name }) => name)).toEqual(['Total']);
  await app.ask('case.close', {});
  await app.ask('case.open', { pathId: path });
  expect(await app.ask('sql.pins', {})).toMatchObject([{ name: 'Total', rows: 1, sha256: pinned.sha256 }]);
  expect((await app.ask('sql.rerun', { seq: pinned.seq })).state).toBe('changed');
});

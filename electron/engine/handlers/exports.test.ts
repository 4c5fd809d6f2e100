import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { runExportColumns } from '#shared/export/run-table.ts';
import { scratchFolder, testEngine, type TestEngine } from '../../../test/support/engine.ts';

const sample = join(import.meta.dirname, '../../../resources/sample-case/refund-agent-2026-03.jsonl');
const byTime = { key: 'startedAt', descending: true } as const;

describe('an export of runs', () => {
  it('holds every run that matches, as many as it says, or only the chosen ones, and never lands in the case', async () => {
    const { engine, home } = await withRefunds();
    const { matching, total } = await engine.ask('runs.count', { where: 'outcome:succeeded' });
    const path = join(home, 'runs.csv');
    const written = await engine.ask('runs.export', { pathId: path, where: 'outcome:succeeded', sort: byTime, ids: null, columns: runExportColumns, format: 'csv' });
    const bytes = readFileSync(path);
    const rows: readonly (readonly string[])[] = parse(bytes, { relax_column_count: true });
    expect(written).toMatchObject({ rows: matching, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    // More than one page.
    expect(matching).toBeGreaterThan(500);
    expect(rows.filter(([first]) => first?.startsWith('# ') !== true)).toHaveLength(matching + 1);
    expect(rows[0]?.[0]).toContain(`${matching} of ${total}, those that match: outcome:succeeded`);
    const { entries } = await engine.ask('journal.page', { after: null, limit: 1 });
    expect(entries[0]).toMatchObject({ act: 'runs-exported', data: { rows: matching, sha256: written.sha256, where: 'outcome:succeeded', chosen: null } });
    expect(JSON.stringify(entries[0]), 'no path of this computer').not.toContain(home);

    const page = await engine.ask('runs.page', { where: '', sort: byTime, after: null, limit: 3 });
    const ids = page.rows.map(({ id }) => id).toReversed();
    const json = join(home, 'runs.json');
    await engine.ask('runs.export', { pathId: json, where: '', sort: byTime, ids, columns: ['id', 'amount'], format: 'json' });
    const read: unknown = JSON.parse(readFileSync(json, 'utf8'));
    expect(read).toMatchObject({ count: 3, rows: ids.map((id) => ({ id })) });

    const lost = { pathId: join(home, 'other.csv'), where: '', sort: byTime, ids: [...ids, '00000000-0000-8000-8000-000000000000'], columns: ['id'], format: 'csv' };
    expect(await engine.problem('runs.export', lost)).toBe('export-changed');
    expect(readdirSync(home).filter((name) => name.startsWith('other')), 'nothing is left of it').toEqual([]);

    for (const place of ['vault/runs.csv', 'runs.csv']) {
      const pathId = join(home, 'refunds.case', place);
      expect(await engine.problem('runs.export', { ...lost, pathId })).toBe('not-written');
      expect(existsSync(pathId)).toBe(false);
    }
  });
});

async function withRefunds(): Promise<{ readonly engine: TestEngine; readonly home: string }> {
  const home = scratchFolder();
  const engine = testEngine(join(home, 'home'));
  await engine.ask('case.create', { pathId: join(home, 'refunds.case'), name: 'Refunds' });
  await engine.import([sample]);
  return { engine, home };
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder, testEngine } from './support/engine.ts';

const unapproved = (id: string): string =>
  JSON.stringify({ run: { id }, at: '2026-03-17T08:00:00Z', agent: { name: 'bot' }, model: { name: 'm', version: '1' }, output: { value: 'refund' }, action: { type: 'refund', effect: 'write', amount: '12.00', currency: 'EUR', at: '2026-03-17T08:00:05Z' }, outcome: { status: 'succeeded' } });

it('a dismissed finding keeps its reason after the case is opened again and rebuilt, and searches know it', async () => {
  const home = scratchFolder();
  const { ask, engine, import: load, surveyed, problem } = testEngine(home);
  const path = join(home, 'a.case');
  const file = join(home, 'a.jsonl');
  writeFileSync(file, [unapproved('r1'), unapproved('r2')].join('\n'));
  await ask('case.create', { pathId: path, name: 'a' });
  await load([file]);
  await surveyed();
  const page = { rule: 'approval-not-recorded', state: 'open', where: '', after: null, limit: 1 };
  const first = await ask('findings.page', page);
  const [finding] = first.rows;
  expect(finding).toMatchObject({ rule: 'approval-not-recorded', runCount: 1, state: 'open', stated: null });
  expect(first.next).not.toBeNull();
  expect((await ask('findings.page', { ...page, after: first.next })).rows).toHaveLength(1);
  const findings = [finding?.id ?? ''];
  expect(await problem('findings.state', { findings, state: 'dismissed', reason: ' ' })).toBe('reason-missing');
  await ask('findings.state', { findings, state: 'dismissed', reason: 'approved by phone' });
  await engine.close();

  const again = testEngine(home);
  await again.ask('case.open', { pathId: path });
  await again.surveyed();
  await again.finished((await again.ask('case.rebuild', {})).jobId);
  await again.surveyed();
  const { rows } = await again.ask('findings.page', { ...page, state: 'dismissed' });
  expect(rows).toMatchObject([{ id: findings[0], state: 'dismissed', stated: { reason: 'approved by phone' } }]);
  expect((await again.ask('findings.rules', {})).rules.find(({ id }) => id === page.rule)?.counts).toEqual({ open: 1, accepted: 0, dismissed: 1 });
  expect(await again.ask('runs.count', { where: 'finding:approval-not-recorded finding:dismissed' })).toMatchObject({ matching: 1, total: 2 });
  const run = rows[0]?.runs[0] ?? '';
  expect((await again.ask('findings.ofRun', { run })).findings.map(({ rule }) => rule)).toContain(page.rule);
});

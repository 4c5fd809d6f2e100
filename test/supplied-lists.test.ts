import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder, testEngine } from './support/engine.ts';

const approved = (id: string, approver: string, amount: string): string =>
  JSON.stringify({ run: { id }, agent: { id: 'agent-7', name: 'bot' }, output: { amount, currency: 'EUR' }, decision: { class: 'human', approver, verdict: 'approved', at: '2026-03-17T08:00:00Z' }, action: { type: 'refund', effect: 'write', amount, currency: 'EUR', assignee: 'rep-1', at: '2026-03-17T08:00:05Z' } });
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const authorities = 'principal,action,limit,currency,from,until\nada,refund,100.00,EUR,2026-01-01,\n';
const roster = JSON.stringify({ roster: [{ principal: 'agent-7', until: '2026-03-01T00:00:00Z' }, { principal: 'rep-1' }] });

it('lists that people hand in settle the rules that wanted them, survive a rebuild, and are withdrawn and brought back', async () => {
  const home = scratchFolder();
  const { ask, engine, import: load, surveyed, problem } = testEngine(home);
  const path = join(home, 'a.case');
  const file = join(home, 'a.jsonl');
  writeFileSync(file, [approved('r1', 'ada', '50.00'), approved('r2', 'ada', '150.00'), approved('r3', 'eve', '5.00')].join('\n'));
  await ask('case.create', { pathId: path, name: 'a' });
  await load([file]);
  await surveyed();
  const state = async (id: string, of = ask): Promise<unknown> => {
    const rule = (await of('findings.rules', {})).rules.find((one) => one.id === id);
    return rule?.notChecked ?? rule?.counts?.open;
  };
  expect([await state('approver-without-authority'), await state('agent-inactive')]).toEqual(['no list of who may approve what was supplied', 'no roster of people, teams and agents was supplied']);

  const list = { list: 'authority list', name: 'approvers.csv', base64: base64(authorities) } as const;
  expect(await problem('findings.supply', { ...list, zone: null })).toBe('list-rows-unreadable');
  expect(await ask('findings.supplied', {})).toEqual([]);
  const { journalSeq } = await ask('findings.supply', { ...list, zone: 'UTC' });
  // Nothing from before is passed for a result.
  expect((await ask('findings.rules', {})).survey.kind).not.toBe('whole');
  await surveyed();
  expect([await state('approver-without-authority'), await state('approval-above-limit'), await state('assignee-inactive')]).toEqual([1, 1, 'no roster of people, teams and agents was supplied']);
  expect(await ask('runs.count', { where: 'finding:approval-above-limit' })).toMatchObject({ matching: 1 });
  await ask('findings.supply', { list: 'roster', name: 'roster.json', base64: base64(roster), zone: null });
  await surveyed();
  expect([await state('agent-inactive'), await state('assignee-inactive')]).toEqual([3, 0]);
  const supplied = await ask('findings.supplied', {});
  expect(supplied).toMatchObject([{ seq: journalSeq, list: 'authority list', name: 'approvers.csv', entries: 1, zone: 'UTC' }, { list: 'roster', entries: 2 }]);
  expect((await ask('evidence.vault', {})).find(({ sha256 }) => sha256 === supplied[0]?.sha256)).toMatchObject({ name: 'approvers.csv, handed in as authority list', readOnly: true });
  await engine.close();

  const again = testEngine(home);
  await again.ask('case.open', { pathId: path });
  await again.finished((await again.ask('case.rebuild', {})).jobId);
  await again.surveyed();
  expect([await state('approver-without-authority', again.ask), await state('agent-inactive', again.ask)]).toEqual([1, 3]);
  expect(await again.problem('findings.withdraw', { seq: 1, reason: 'x' })).toBe('no-such-list');
  await again.ask('findings.withdraw', { seq: journalSeq, reason: 'last year’s' });
  await again.surveyed();
  expect(await state('approver-without-authority', again.ask)).toContain('no list');
  expect((await again.ask('annotations.undo', { seq: null }))?.words).toBe('list approvers.csv withdrawn: last year’s');
  await again.surveyed();
  expect(await state('approver-without-authority', again.ask)).toBe(1);
  expect(readFileSync(join(path, 'journal.jsonl'), 'utf8')).toContain('"list-supplied"');
  await again.engine.close();
}, 60_000);

it('what a person said of a finding is taken back and brought back with the window’s undo', async () => {
  const home = scratchFolder();
  const { ask, import: load, surveyed, engine } = testEngine(home);
  const file = join(home, 'a.jsonl');
  writeFileSync(file, JSON.stringify({ run: { id: 'r' }, output: { value: 'x' }, action: { type: 'refund', effect: 'write', at: '2026-03-17T08:00:05Z' } }));
  await ask('case.create', { pathId: join(home, 'a.case'), name: 'a' });
  await load([file]);
  await surveyed();
  const page = { rule: 'approval-not-recorded', state: 'all', where: '', after: null, limit: 5 } as const;
  const state = async (): Promise<unknown> => (await ask('findings.page', page)).rows[0]?.state;
  const [finding] = (await ask('findings.page', page)).rows;
  await ask('findings.state', { findings: [finding?.id ?? ''], state: 'dismissed', reason: 'by phone' });
  expect(await state()).toBe('dismissed');
  expect((await ask('annotations.summary', {})).undo?.words).toContain('dismissed: by phone');
  await ask('annotations.undo', { seq: null });
  expect(await state()).toBe('open');
  expect(await ask('runs.count', { where: 'finding:dismissed' })).toMatchObject({ matching: 0 });
  await ask('annotations.redo', { seq: null });
  expect(await state()).toBe('dismissed');
  await engine.close();
});

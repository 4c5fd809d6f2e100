import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../electron/cli/program.ts';
import type { IncidentStep } from '#shared/ipc/requests/incidents.ts';
import { scratchFolder, testEngine, type TestEngine } from './support/engine.ts';

const at = (text: string, which: 'earlier' | 'later' | null = null): { readonly text: string; readonly zone: string | null; readonly which: typeof which } => ({ text, zone: null, which });
/** 2026-03-19T08:12:00Z, a day after the incident of the sample case became known. */
const now = 1_773_907_920_000_000_000n;

/** The first wrong refunds of the sample case: enough to be an incident, and read in a moment. */
async function refundCase(home: string): Promise<TestEngine> {
  const self = testEngine(home, () => now);
  const lines = readFileSync(join(import.meta.dirname, '../resources/sample-case/refund-agent-2026-03.jsonl'), 'utf8').split('\n').filter((line) => line.includes('"version":"v14"'));
  const log = join(home, 'refund-agent.jsonl');
  writeFileSync(log, `${lines.slice(0, 60).join('\n')}\n`);
  await self.ask('case.create', { pathId: join(home, 'refunds.case'), name: 'Refunds' });
  await self.import([log]);
  await self.surveyed();
  return self;
}

describe('an incident', () => {
  it('from the wrong refunds to the running GDPR clock, and all there when the case is opened again', async () => {
    const home = scratchFolder();
    const { ask, problem, engine } = await refundCase(home);
    const made = await ask('incidents.create', { title: 'Refunds at ten times the invoice line', severity: 'high', zone: 'Europe/Berlin', origin: { kind: 'search', text: 'prompt:refund-triage@v14' }, runs: { where: 'prompt:refund-triage@v14' }, regimes: [{ pack: 'eu-gdpr', entity: null }] });
    expect(made).toMatchObject({ incident: 'INC-2026-001' });
    expect(made.runs).toBeGreaterThan(30);
    const doStep = (step: IncidentStep): Promise<{ readonly seq: number }> => ask('incidents.do', { incident: made.incident, step });

    await doStep({ do: 'log awareness', kind: 'suspicion', at: at('2026-03-18 08:00'), who: 'support', reason: 'two customers wrote', source: null, supersedes: null });
    const certain = await doStep({ do: 'log awareness', kind: 'reasonable certainty', at: at('2026-03-18 10:12'), who: 'finance operations', reason: 'the ledger shows it', source: null, supersedes: null });
    const events = await ask('incidents.events', { incident: made.incident, after: null, limit: 20 });
    expect(events.rows).toHaveLength(20);
    expect(events.total).toBeGreaterThan(made.runs);
    expect(events.withoutDetails).toBe(0);
    const next = await ask('incidents.events', { incident: made.incident, after: events.next, limit: 20 });
    expect(next.rows.some((row) => events.rows.some((seen) => seen.run === row.run && seen.kind === row.kind))).toBe(false);
    const executions = events.rows.filter(({ kind }) => kind === 'execution').slice(0, 2);
    for (const { run } of executions) await doStep({ do: 'promote', run, stage: 'execution', title: '' });

    const facts = await ask('incidents.facts', { incident: made.incident, at: null });
    expect(facts.clocks.find(({ id }) => id === 'gdpr-33-1')).toMatchObject({ due: (BigInt(Date.parse('2026-03-21T09:12:00Z')) * 1_000_000n).toString(), start: { seq: certain.seq }, state: { name: 'running' } });
    expect(facts.suspicionToCertainty).toBe((132n * 60_000_000_000n).toString());
    expect(facts.earlierEvidence[0]?.runs).toBeGreaterThan(0);
    expect(facts.incident.timeline).toHaveLength(2);
    expect(facts.incident.timeline[0]?.evidence).toMatchObject({ stage: 'execution', source: expect.stringContaining('refund-agent'), recordSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await ask('incidents.events', { incident: made.incident, after: null, limit: 20 })).rows.filter(({ promoted }) => promoted !== null)).toHaveLength(2);

    expect(await problem('incidents.do', { incident: made.incident, step: { do: 'log awareness', kind: 'suspicion', at: at('2026-03-29 02:30'), who: 'x', reason: 'y', source: null, supersedes: null } })).toBe('time-skipped');
    expect(await problem('incidents.do', { incident: made.incident, step: { do: 'remove line', entry: 1 } })).toBe('no-such-entry');
    expect(await problem('incidents.do', { incident: 'INC-2026-009', step: { do: 'remove line', entry: 1 } })).toBe('no-such-incident');

    await ask('case.close', {});
    await ask('case.open', { pathId: join(home, 'refunds.case') });
    expect(await ask('incidents.facts', { incident: made.incident, at: null })).toEqual(facts);
    expect((await ask('incidents.list', {})).incidents).toMatchObject([{ id: made.incident, timeline: 2, next: { clock: 'gdpr-33-1', late: false } }]);
    await engine.close();

    const said: string[] = [];
    const terminal = { version: 'test', home, resources: join(import.meta.dirname, '../resources'), workers: 'inline', out: (text: string) => void said.push(text), err: () => undefined, live: false } as const;
    expect(await runProgram(['clocks', join(home, 'refunds.case'), '--at', '2026-03-22T00:00:00Z', '--json'], terminal)).toBe(1);
    expect(await runProgram(['incident', join(home, 'refunds.case'), 'submit', '--incident', made.incident, '--clock', 'gdpr-33-1', '--at', '2026-03-20 09:00', '--who', 'dpo', '--reference', 'LDA-1'], terminal)).toBe(0);
    expect(await runProgram(['clocks', join(home, 'refunds.case'), '--at', '2026-03-22T00:00:00Z'], terminal)).toBe(0);
    expect(said.join('')).toContain('met, 25 h 12 min early');
    expect(said.join('')).toContain('2026-03-21T09:12:00Z');
  }, 120_000);

  it('takes runs of findings, figures of a blast radius and a run by its external id, and one undo takes back whatever was done last', async () => {
    const { ask, problem, engine } = await refundCase(scratchFolder());
    const { rules } = await ask('findings.rules', {});
    const raised = rules.filter(({ counts }) => (counts?.open ?? 0) > 0);
    const found = await ask('findings.page', { rule: raised[0]?.id ?? '', state: 'open', where: '', after: null, limit: 3 });
    const several = (await Promise.all(raised.map(({ id }) => ask('findings.page', { rule: id, state: 'open', where: '', after: null, limit: 5 })))).flatMap(({ rows }) => rows).find(({ runCount }) => runCount > 1);
    const about = new Set(found.rows.flatMap(({ runs }) => runs));
    const { incident, runs } = await ask('incidents.create', { title: 'From a finding', severity: 'not stated', zone: 'UTC', origin: { kind: 'finding', text: 'x' }, runs: { findings: found.rows.map(({ id }) => id) }, regimes: [] });
    expect(runs).toBe(about.size);
    expect(several?.runCount).toBeGreaterThan(1);
    await ask('incidents.do', { incident, step: { do: 'add runs', runs: { findings: [several?.id ?? ''] }, origin: { kind: 'finding', text: 'y' } } });
    const grown = (await ask('incidents.facts', { incident, at: null })).incident.runs;
    expect(grown.length).toBeGreaterThanOrEqual(several?.runCount ?? 0);
    expect(await problem('incidents.do', { incident, step: { do: 'add runs', runs: { findings: ['possible-repeat:gone'] }, origin: { kind: 'finding', text: '' } } })).toBe('no-such-finding');

    const { rows: [row] } = await ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 1 });
    await ask('incidents.do', { incident, step: { do: 'promote', run: row?.externalId ?? '', stage: 'execution', title: 'The first' } });
    const start = await ask('blast.start', { run: row?.id ?? null, where: '' });
    const kept = await ask('figures.freeze', { title: 'What v14 reached', query: 'blast', parameters: JSON.parse(JSON.stringify(start.ask)) });
    await ask('incidents.do', { incident, step: { do: 'attach figures', title: kept.title, frozenSeq: kept.seq } });
    expect(await problem('incidents.do', { incident, step: { do: 'attach figures', title: kept.title, frozenSeq: kept.seq } })).toBe('attached-already');
    expect(await problem('incidents.do', { incident, step: { do: 'attach figures', title: '', frozenSeq: 1 } })).toBe('no-such-act');
    const { document } = await ask('report.build', { incident, template: 'incident-report', phase: null, pseudonymous: true });
    const scope = document.sections.find(({ id }) => id === '5')?.blocks ?? [];
    expect(scope.filter(({ kind }) => kind === 'figures')).toHaveLength(2);
    expect(JSON.stringify(scope)).toContain(`all ${kept.figures.length} figures are the same`);

    await ask('annotations.star', { on: { runs: [row?.id ?? ''] }, starred: true });
    expect((await ask('annotations.summary', {})).undo?.words).toBe('star of 1 run');
    await ask('annotations.undo', { seq: null });
    expect(await ask('annotations.undo', { seq: null })).toMatchObject({ words: 'figures “What v14 reached”' });
    expect(await ask('annotations.undo', { seq: null })).toMatchObject({ words: '“The first” on the curated timeline' });
    expect((await ask('incidents.facts', { incident, at: null })).incident).toMatchObject({ timeline: [], figures: [] });
    expect(await ask('annotations.redo', { seq: null })).toMatchObject({ words: '“The first” on the curated timeline', standing: true });
    await ask('incidents.do', { incident, step: { do: 'log awareness', kind: 'suspicion', at: at('2026-03-18 08:00'), who: 'x', reason: 'y', source: null, supersedes: null } });
    expect((await ask('annotations.summary', {})).undo?.words).toBe('“The first” on the curated timeline');
    await engine.close();
  }, 120_000);
  it('puts a deployment on the curated timeline with the bytes of the registry that states it, and holds its board together', async () => {
    const home = scratchFolder();
    const { ask, problem, engine, import: importFiles } = await refundCase(home);
    await importFiles([join(import.meta.dirname, '../resources/sample-case/model-changelog.json')]);
    const { incident } = await ask('incidents.create', { title: 'Refunds', severity: 'high', zone: 'UTC', origin: { kind: 'by hand', text: '' }, runs: { where: '' }, regimes: [] });
    const doStep = (step: IncidentStep): Promise<{ readonly seq: number }> => ask('incidents.do', { incident, step });
    const versions = await ask('incidents.versions', { incident });
    expect(versions.find(({ name, version }) => name === 'refund-triage' && version === 'v14')).toMatchObject({ previous: 'v13', basis: 'registry', promoted: null });
    const { seq } = await doStep({ do: 'promote version', version: 'prompt:refund-triage@v14', title: '' });
    expect(await problem('incidents.do', { incident, step: { do: 'promote version', version: 'prompt:refund-triage@v14', title: '' } })).toBe('promoted-already');
    expect(await problem('incidents.do', { incident, step: { do: 'promote version', version: 'prompt:refund-triage@v99', title: '' } })).toBe('no-such-version');
    // v13 is in force before and again after the rollback.
    expect(await problem('incidents.do', { incident, step: { do: 'promote version', version: 'prompt:refund-triage@v13', title: '' } })).toBe('ambiguous-version');
    const { timeline: [line] } = (await ask('incidents.facts', { incident, at: null })).incident;
    expect(line).toMatchObject({ seq, kind: 'recorded', title: 'prompt refund-triage v14 deployed, after v13', recordedAt: (BigInt(Date.parse('2026-03-17T07:10:00Z')) * 1_000_000n).toString(), version: { source: 'model-changelog.json' } });
    const bytes = readFileSync(join(import.meta.dirname, '../resources/sample-case/model-changelog.json')).subarray(line?.version?.offset ?? 0, (line?.version?.offset ?? 0) + (line?.version?.length ?? 0));
    expect(bytes.toString()).toContain('v14');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(line?.version?.recordSha256);
    const { document } = await ask('report.build', { incident, template: 'incident-report', phase: null, pseudonymous: true });
    expect(document.evidence[0]).toMatchObject({ source: 'model-changelog.json', about: 'deployment of refund-triage v14' });

    const question = await doStep({ do: 'add to board', kind: 'question', under: null, text: 'Why ten times?', run: null });
    const finding = await doStep({ do: 'add to board', kind: 'finding', under: question.seq, text: 'v14 drops the decimal mark', run: null });
    const { rows: [row] } = await ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 1 });
    await doStep({ do: 'add to board', kind: 'evidence', under: finding.seq, text: '210.50 paid for 21.05', run: row?.externalId ?? '' });
    expect(await problem('incidents.do', { incident, step: { do: 'add to board', kind: 'evidence', under: question.seq, text: 'x', run: null } })).toBe('no-such-entry');
    expect(await problem('incidents.do', { incident, step: { do: 'add to board', kind: 'evidence', under: finding.seq, text: 'x', run: 'RF-none' } })).toBe('no-such-run');
    await doStep({ do: 'change on board', item: question.seq, text: 'Why ten times the invoice line?', state: 'answered' });
    expect((await ask('incidents.facts', { incident, at: null })).incident.board).toMatchObject([{ text: 'Why ten times the invoice line?', state: 'answered' }, { under: question.seq }, { under: finding.seq, run: row?.id, runName: row?.externalId }]);
    await engine.close();
  }, 120_000);
  it('says how long the case and a run of it are to be kept, and that a legal hold overrides every date', async () => {
    const { ask, engine } = await refundCase(scratchFolder());
    const { rows: [first, second] } = await ask('runs.page', { where: 'has:amount', sort: { key: 'startedAt', descending: false }, after: null, limit: 2 });
    expect(await ask('incidents.keepUntil', { run: null })).toEqual({ legalHold: null, until: null, undated: [], incidents: [] });
    const { incident } = await ask('incidents.create', { title: 'Refunds', severity: 'high', zone: 'UTC', origin: { kind: 'by hand', text: '' }, runs: { ids: [first?.id ?? ''] }, regimes: [{ pack: 'eu-ai-act', entity: null }, { pack: 'eu-gdpr', entity: null }] });
    const whole = await ask('incidents.keepUntil', { run: null });
    expect(whole).toMatchObject({ legalHold: null, until: '2026-09-17', incidents: [{ id: incident, until: '2026-09-17' }] });
    expect(whole.undated).toEqual([expect.stringContaining('GDPR 33(5)')]);
    expect((await ask('incidents.keepUntil', { run: first?.externalId ?? '' })).until).toBe('2026-09-17');
    expect(await ask('incidents.keepUntil', { run: second?.id ?? '' })).toMatchObject({ until: null, incidents: [] });
    await ask('incidents.hold', { hold: true, reason: 'litigation announced' });
    expect((await ask('incidents.keepUntil', { run: second?.id ?? '' })).legalHold).toMatchObject({ reason: 'litigation announced' });
    await engine.close();
  }, 120_000);
});

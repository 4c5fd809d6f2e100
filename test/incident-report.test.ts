import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../electron/engine/engine.ts';
import { textsOf } from '../electron/engine/reports/document.ts';
import { asking } from './support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'proofline-report-'));
const path = join(folder, 'incident.case');
const engine = createEngine({ home: join(folder, 'home'), resources: join(import.meta.dirname, '../resources'), version: 'test', shell: 'a test', workers: 'inline', now: () => 1_773_900_000_000_000_000n });
const { ask, problem, finished } = asking(engine);
const incident = 'INC-2026-001';
const asked = { incident, template: 'gdpr-33', phase: null, pseudonymous: true };

beforeAll(async () => {
  const lines = readFileSync(join(import.meta.dirname, '../resources/sample-case/refund-agent-2026-03.jsonl'), 'utf8').split('\n');
  writeFileSync(join(folder, 'a.jsonl'), `${lines.slice(0, 40).join('\n')}\n`);
  writeFileSync(join(folder, 'b.jsonl'), `${lines.slice(40, 60).join('\n')}\n`);
  await ask('case.create', { pathId: path, name: 'Wrong refunds' });
  await bring('a.jsonl');
  const { rows } = await ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 20 });
  await ask('incidents.create', { title: 'Wrong refunds', severity: 'high', zone: 'Europe/Berlin', origin: { kind: 'by hand', text: '' }, runs: { ids: rows.map(({ id }) => id) }, regimes: [{ pack: 'eu-gdpr', entity: null }] });
  await step({ do: 'log awareness', kind: 'reasonable certainty', at: { text: '2026-03-18 13:05', zone: null, which: null }, who: 'A. Ruiz', reason: 'log and gateway agree', source: null, supersedes: null });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bring(name: string): Promise<void> {
  const { jobId } = await ask('import.start', { items: [{ pathId: join(folder, name), member: null, format: null, mapping: null, zone: null }] });
  expect((await finished(jobId)).outcome).toBe('done');
  // The survey follows by itself; until it has ended a report says that it is not whole.
  expect((await ask('survey.state', { wait: true })).kind).toBe('whole');
}

async function step(what: object): Promise<void> {
  await ask('incidents.do', { incident, step: what });
}

describe('the report of an incident', () => {
  it('has every section, says what is empty, and leaves no mandatory field without a state', async () => {
    const { document, sheets } = await ask('report.build', { ...asked, template: 'incident-report' });
    expect(document.sections.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', 'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8']);
    expect(document.sections.every(({ blocks }) => blocks.length > 0)).toBe(true);
    expect(document.mark).toBe('DRAFT');
    const said = textsOf(document).map(({ text }) => text).join('\n');
    for (const words of ['nobody has signed', 'no submission has been recorded', 'its integrity was not checked in this case', 'Completeness of recording cannot be established from a log', 'candidate, confirm with counsel']) expect(said).toContain(words);
    const [sheet] = sheets;
    expect(sheet?.fields.filter(({ mandatory }) => mandatory === 'mandatory').every(({ status }) => status === 'complete' || status === 'unknown yet')).toBe(true);
    expect(sheet?.fields.find(({ id }) => id === 'discovered')).toMatchObject({ value: '2026-03-18T12:05:00Z', status: 'unknown yet' });
  });

  it('is written in every format, each noted in the journal, and its page is the same for the same case and clock', async () => {
    const formats = ['html', 'markdown', 'docx', 'csv', 'xlsx', 'json'] as const;
    const head = async (): Promise<string> => JSON.stringify((await ask('report.build', asked)).document.cover.find(({ label }) => label === 'Custody journal'));
    for (const format of formats) {
      const before = await head();
      await ask('report.write', { ...asked, format, pathId: join(folder, `one.${format}`) });
      expect(await head()).not.toBe(before);
    }
    expect((await ask('report.page', asked)).html).toBe((await ask('report.page', asked)).html);
    expect(await problem('report.write', { ...asked, format: 'html', pathId: join(folder, 'one.html') })).toBe('file-exists');
    const made = await ask('report.made', { incident });
    expect(made.map(({ format }) => format)).toEqual(formats.toReversed());
  });

  it('names no person of the records in any format, keeps pseudonyms, and the key apart', async () => {
    const { rows } = await ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 20 });
    const names = rows.flatMap(({ approver, subject }) => [approver, subject, subject?.split(':')[1]]).filter((name) => name !== null && name !== undefined && name.length >= 4);
    expect(names.length).toBeGreaterThan(5);
    for (const format of ['html', 'markdown', 'docx', 'csv', 'xlsx', 'json']) {
      const bytes = readFileSync(join(folder, `one.${format}`), 'utf8');
      for (const name of names) expect(new RegExp(`(?<![\\w-])${name?.replaceAll('.', '\\.') ?? ''}(?![\\w-])`, 'u').test(bytes), `${name ?? ''} in ${format}`).toBe(false);
    }
    await ask('report.writeKey', { ...asked, pathId: join(folder, 'key.json') });
    const key: { readonly people: readonly { readonly recorded: string; readonly pseudonym: string }[] } = JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8'));
    expect(key.people[0]?.pseudonym).toBe('Person-001');
    expect(new Set(key.people.map(({ pseudonym }) => pseudonym)).size).toBe(key.people.length);
    expect(readFileSync(join(path, 'journal.jsonl'), 'utf8').includes(key.people[0]?.recorded ?? '?')).toBe(false);
  });

  it('keeps what a person enters beside what the evidence proposes, and needs a reason for “not applicable”', async () => {
    expect(await problem('report.setField', { incident, sheet: 'gdpr-33', field: 'cyber', status: 'not applicable', value: null, reason: '' })).toBe('reason-missing');
    await ask('report.setField', { incident, sheet: 'gdpr-33', field: 'cia', status: 'complete', value: 'integrity, confidentiality', reason: 'wrong amounts were e-mailed' });
    const { sheets } = await ask('report.build', asked);
    expect(sheets[0]?.fields.find(({ id }) => id === 'cia')).toMatchObject({ value: 'integrity, confidentiality', proposed: 'integrity', status: 'complete', entered: { reason: 'wrong amounts were e-mailed' } });
  });

  it('is a draft until signed, cannot be signed with forbidden words, and is a draft again once a fact changes', async () => {
    await ask('report.setText', { incident, section: '7', text: 'The loss was caused by the model.' });
    const worded = await ask('report.build', asked);
    expect(worded.wording).toMatchObject([{ where: '7', word: 'caused by' }]);
    const signing = { ...asked, name: 'A. Ruiz', role: 'DPO', reviewed: 'all of it' };
    expect(await problem('report.sign', { ...signing, content: worded.contentSha256 })).toBe('not-ready');
    await ask('report.setText', { incident, section: '7', text: 'The loss coincides with the change of prompt.' });
    const ready = await ask('report.build', asked);
    expect(await problem('report.sign', { ...signing, content: worded.contentSha256 })).toBe('report-changed');
    await ask('report.sign', { ...signing, content: ready.contentSha256 });
    expect((await ask('report.build', asked)).document.mark).toBe('');
    await step({ do: 'add measure', kind: 'containment', text: 'Rollback', owner: '', when: null, state: 'done' });
    expect(await ask('report.build', asked)).toMatchObject({ document: { mark: 'DRAFT' }, signOff: { holds: false } });
  });

  it('says in the next phase what changed since the submission, and re-runs its figures', async () => {
    const first = await ask('report.build', asked);
    await step({ do: 'record submission', clock: 'gdpr-33-1', kind: 'notification', at: { text: '2026-03-20 10:00', zone: null, which: null }, channel: 'portal', reference: 'A-17', sentBy: 'A. Ruiz', reasonsForDelay: '', note: '', report: { template: 'gdpr-33', phase: first.phase, fileName: 'initial.pdf', sha256: 'ab'.repeat(32), snapshot: JSON.stringify(first.snapshot) } });
    const same = await ask('report.build', asked);
    expect(same.phase).toBe('follow-up');
    expect(same.reruns.length).toBe(first.snapshot.figures.length);
    expect(same.reruns.every(({ state }) => state === 'same')).toBe(true);
    writeFileSync(join(folder, 'kept.json'), JSON.stringify(first.snapshot));

    await bring('b.jsonl');
    const { rows } = await ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 100 });
    await step({ do: 'add runs', runs: { ids: rows.map(({ id }) => id) }, origin: { kind: 'by hand', text: '' } });
    const followed = await ask('report.build', asked);
    const runs = followed.reruns.find(({ id }) => id === 'runs');
    expect(runs).toMatchObject({ state: 'changed', why: ['the sources are not those it was worked out from', 'what people noted and it depends on has changed'] });
    const changes = textsOf(followed.document).filter(({ where }) => where === '12').map(({ text }) => text).join('\n');
    expect(changes).toContain('new evidence: the sources are not those of the submission');
    const rerun = await ask('report.rerun', { incident: null, snapshot: JSON.stringify(first.snapshot) });
    expect(rerun.filter(({ state }) => state === 'changed').map(({ id }) => id)).toContain('runs');
    expect(await problem('report.rerun', { incident: null, snapshot: '{}' })).toBe('snapshot-unreadable');
  });

  it('goes into an evidence package of its incident, with its runs', async () => {
    const zip = join(folder, 'package.zip');
    const { jobId } = await ask('bag.make', { pathId: zip, where: '', without: [], incident, timeStamp: null });
    expect((await finished(jobId)).problem).toBeNull();
    const check = await ask('bag.check', { pathId: zip });
    expect(check.findings.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
    expect(check.info.find(({ label }) => label === 'Selection-Of-Runs')?.value).toBe(`the runs of ${incident}`);
    for (const path of ['data/report/incident-report.html', 'data/report/incident-report.md', 'data/report/incident-report.json']) expect(readFileSync(zip).includes(path), path).toBe(true);
  });

  it.skipIf(!existsSync('/usr/bin/soffice'))('opens as a Word file elsewhere, with headings and tables', () => {
    execFileSync('soffice', ['--headless', `-env:UserInstallation=file://${join(folder, 'office')}`, '--convert-to', 'html', '--outdir', folder, join(folder, 'one.docx')], { timeout: 120_000, stdio: 'ignore' });
    const html = readFileSync(join(folder, 'one.html'), 'utf8');
    expect(html.match(/<h1/gu)?.length ?? 0).toBeGreaterThan(10);
    expect(html.match(/<table/gu)?.length ?? 0).toBeGreaterThan(5);
  });

  it('is also a register entry, a review, a control sheet over a population and a dispute pack, in every format', async () => {
    const build = (template: string) => ask('report.build', { ...asked, template });
    const text = (report: Awaited<ReturnType<typeof build>>, section: string): string => JSON.stringify(report.document.sections.find(({ id }) => id === section) ?? 'missing');
    const register = await build('register-33-5');
    expect(register.document.sections[0]?.id).toBe('register');
    expect(text(register, 'register')).toContain('no reasoned decision to notify, or not to, has been entered');
    await ask('report.setText', { incident, section: 'decision', text: 'Notified: wrong sums reached 12 people.' });
    expect(text(await build('register-33-5'), 'register')).toContain('wrong sums reached 12 people');
    expect(await problem('report.setText', { incident, section: 'nowhere', text: 'x' })).toBe('no-such-section');

    await step({ do: 'add to board', kind: 'question', under: null, text: 'Who approved?', run: null });
    expect(text(await build('post-incident-review'), 'questions')).toContain('Who approved? (open)');

    const total = (await ask('runs.count', { where: 'has:amount' })).matching;
    const control = await build('control-evidence');
    expect(control.snapshot.figures.find(({ id }) => id === 'runs')).toMatchObject({ value: String(total), query: 'population-runs', parameters: { where: 'has:amount' } });
    expect(text(control, 'population')).toContain('no control total of the source system has been entered');
    const sum = control.snapshot.figures.find(({ id }) => id === 'money:EUR')?.value ?? '';
    await ask('report.setText', { incident, section: 'control total', text: `count: ${total + 2}\nEUR: ${sum}\nfrom the gateway settlement of 31 March` });
    await ask('report.setText', { incident, section: 'sample', text: 'size: 5\nseed: audit 2026 Q1' });
    const stated = await build('control-evidence');
    expect(text(stated, 'population')).toContain('1 of 2 lines differ');
    expect(text(stated, 'population')).toContain('from the gateway settlement');
    const drawn = stated.document.sections.find(({ id }) => id === 'sample')?.blocks.find(({ kind }) => kind === 'table');
    expect(drawn?.kind === 'table' ? drawn.rows.length : 0).toBe(5);
    expect(stated.document.sections.find(({ id }) => id === 'sample')).toEqual((await build('control-evidence')).document.sections.find(({ id }) => id === 'sample'));
    const rerun = await ask('report.rerun', { incident: null, snapshot: JSON.stringify(stated.snapshot) });
    expect(rerun.length).toBe(stated.snapshot.figures.length);
    expect(rerun.every(({ state }) => state === 'same')).toBe(true);
    await ask('report.setText', { incident, section: 'population', text: 'has:amount at:(' });
    expect(await problem('report.build', { ...asked, template: 'control-evidence' })).toBe('search-not-understood');
    await ask('report.setText', { incident, section: 'population', text: 'has:amount amount:>300' });
    expect(Number((await build('control-evidence')).snapshot.figures[0]?.value)).toBeLessThan(total);

    const { rows: [row] } = await ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 1 });
    await ask('disputes.file', { run: row?.id ?? '', reasonClass: 'territory mismatch', reason: 'the lead is in my region', filedBy: 'rep-11' });
    const pack = await ask('report.build', { ...asked, template: 'routing-dispute', pseudonymous: false });
    expect(text(pack, 'disputes')).toContain('the lead is in my region');
    expect(pack.document.sections.find(({ id }) => id === 'disputes')?.blocks.some(({ kind }) => kind === 'picture')).toBe(true);
    expect(JSON.stringify((await build('routing-dispute')).document)).not.toContain('rep-11');
    for (const template of ['register-33-5', 'post-incident-review', 'control-evidence', 'routing-dispute']) for (const format of ['html', 'markdown', 'docx', 'csv', 'json'] as const) await ask('report.write', { ...asked, template, format, pathId: join(folder, `${template}.${format}`) });
  }, 120_000);

  it('is made from a person’s own Markdown too, in every format, and never without its limits', async () => {
    const file = join(folder, 'Weekly note.md');
    writeFileSync(file, '# Weekly note on {{incident.titl}}\n\n## What\n\nx\n');
    expect(await problem('report.saveTemplate', { pathId: file })).toBe('template-field-unknown');
    writeFileSync(file, '# Weekly note on {{incident.title}}\n\n## What\n\n**{{figure:runs}}**, money: {{figure:money:EUR}}; GDPR: {{clock:gdpr-33-1}}. NIS2: {{clock:nis2-72}}.\n\n{{section:8}}\n\n{{sheet:gdpr-33}}\n\n| Aware | People |\n|---|---|\n| {{fact:became-aware}} | {{figure:subjects:customer}} |\n\n## Forms, <b>raw</b>\n\n{{figures}}\n');
    const { id } = await ask('report.saveTemplate', { pathId: file });
    expect(id).toBe('own:weekly-note');
    expect((await ask('report.templates', {})).at(-1)).toMatchObject({ id, title: 'Weekly note on …', phases: ['report'], sheets: ['gdpr-33'] });
    const mine = { ...asked, template: id };
    const built = await ask('report.build', mine);
    expect(built.document.title).toBe('Weekly note on Wrong refunds');
    expect(built.document.sections.map(({ id: of }) => of)).toEqual(['own-1', 'own-2', '11', '13', 'E3', 'E4']);
    const said = textsOf(built.document).map(({ text }) => text).join('\n');
    for (const words of ['not counted: its regime is not chosen', 'Containment, prevention', 'Completeness of recording cannot be established']) expect(said).toContain(words);
    expect(said).not.toContain('{{');
    expect(built.sheets[0]?.sheet).toBe('gdpr-33');
    for (const format of ['html', 'markdown', 'docx', 'csv', 'xlsx', 'json'] as const) await ask('report.write', { ...mine, format, pathId: join(folder, `own.${format}`) });
    expect(readFileSync(join(folder, 'own.html'), 'utf8')).toContain('Forms, &lt;b&gt;raw&lt;/b&gt;');

    await ask('report.sign', { ...mine, content: built.contentSha256, name: 'A. Ruiz', role: 'DPO', reviewed: 'all' });
    expect((await ask('report.build', mine)).document.mark).toBe('');
    writeFileSync(file, '# Weekly note on {{incident.title}}\n\n## What\n\nAnother text.\n');
    await ask('report.saveTemplate', { pathId: file });
    expect((await ask('report.build', mine)).document.mark).toBe('DRAFT');
    await ask('report.removeTemplate', { id });
    expect(await problem('report.build', mine)).toBe('no-such-template');
  }, 120_000);
});

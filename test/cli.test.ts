import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createEngine } from '../electron/engine/engine.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'out/main/cli.js');
const sample = join(root, 'resources/sample-case');
const log = join(sample, 'refund-agent-2026-03.jsonl');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const imported = z.object({
  sources: z.array(
    z.object({
      name: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number(), format: z.string(), read: z.number(), accepted: z.number(), rejected: z.number(), duplicate: z.number(), runs: z.number(),
      problems: z.array(z.object({ offset: z.number(), reason: z.string() })),
    }),
  ),
});
const state = z.enum(['recorded', 'part', 'inferred', 'hash only', 'absent']);
const listed = z.object({
  total: z.number(),
  shown: z.number(),
  runs: z.array(
    z.object({
      id: z.string(), externalId: z.string(), startedAt: z.string().nullable(), actionType: z.string().nullable(), agent: z.string().nullable(), model: z.string().nullable(), modelVersion: z.string().nullable(),
      promptTemplate: z.string().nullable(), promptVersion: z.string().nullable(), approvalClass: z.string(), outcome: z.string(), source: z.string(),
      completeness: z.object({ recorded: z.number(), of: z.literal(7), fields: z.object({ trigger: state, model: state, output: state, action: state, approval: state, context: state, outcome: state }) }),
    }),
  ),
});
const value = z.object({ value: z.unknown(), provenance: z.string(), source: z.string().nullable(), offset: z.number().nullable(), length: z.number().nullable() });
const lineage = z.object({
  run: z.string(), externalId: z.string(), links: z.array(z.object({ from: z.string(), to: z.string(), kind: z.string() })), fields: z.array(z.unknown()), minimumFields: z.array(z.unknown()), records: z.array(z.unknown()), unmapped: z.array(z.unknown()),
  context: z.record(z.string(), value),
  stages: z.array(z.object({ id: z.string(), kind: z.string(), present: z.boolean(), title: z.string(), at: z.string().nullable(), values: z.record(z.string(), value) })),
});
const journal = z.object({ entries: z.array(z.object({ seq: z.number(), act: z.string() })), check: z.object({ entries: z.number(), firstFailure: z.null() }) });

describe.skipIf(!existsSync(program))('the command line, as built in out/main/cli.js', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proofline-cli-'));
  const home = join(folder, 'home');
  const incident = join(folder, 'incident.case');
  let first: Ended;

  function proofline(...argv: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      execFile(process.execPath, [program, ...argv], { env: { ...process.env, PROOFLINE_HOME: home }, maxBuffer: 256 * 1024 * 1024 }, (error, out, err) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err });
      });
    });
  }

  beforeAll(async () => {
    first = await proofline('import', incident, log, '--json');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('imports the sample log and accounts for every record in one JSON document', () => {
    expect(first.err).not.toContain('proofline:');
    expect(first.code).toBe(0);
    const [source, ...others] = imported.parse(JSON.parse(first.out)).sources;
    expect(others).toEqual([]);
    expect(source).toMatchObject({ name: 'refund-agent-2026-03.jsonl', format: 'native', bytes: readFileSync(log).length, rejected: 3, duplicate: 2, runs: 1400 });
    expect(source?.read).toBe(readFileSync(log, 'utf8').trimEnd().split('\n').length);
    expect(source?.read).toBe((source?.accepted ?? 0) + (source?.rejected ?? 0) + (source?.duplicate ?? 0));
  });

  it('names the byte at which each rejected record starts', () => {
    const bytes = readFileSync(log);
    const problems = imported.parse(JSON.parse(first.out)).sources[0]?.problems ?? [];
    expect(problems).toHaveLength(3);
    for (const { reason } of problems) expect(reason.length).toBeGreaterThan(10);
    const lineStart = (offset: number): number => (offset === 0 ? 0 : bytes.lastIndexOf(10, offset - 1) + 1);
    const broken = problems.map(({ offset }) => bytes.subarray(lineStart(offset), bytes.indexOf(10, offset)).toString('utf8'));
    expect(broken.filter((line) => line.startsWith('["support-queue"'))).toHaveLength(1);
    expect(broken.filter((line) => line.includes('"run":7031'))).toHaveLength(1);
  });

  it('says so when the same bytes come again', async () => {
    const again = await proofline('import', incident, log, '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ sources: [{ alreadyImported: true }] });
    const runs = listed.parse(JSON.parse((await proofline('runs', incident, '--json')).out));
    expect(runs).toMatchObject({ total: 1400, shown: 50 });
  });

  it('lists all runs over many pages, each once', async () => {
    const all = listed.parse(JSON.parse((await proofline('runs', incident, '--limit', '0', '--json')).out));
    expect(all).toMatchObject({ total: 1400, shown: 1400 });
    expect(new Set(all.runs.map(({ id }) => id)).size).toBe(1400);
    expect(all.runs.filter((run) => run.promptVersion === 'v14')).toHaveLength(230);
    expect(all.runs.filter((run) => run.completeness.fields.outcome === 'absent')).toHaveLength(39);
  });

  it('filters as the search box does, and refuses a search it cannot read', async () => {
    const some = listed.parse(JSON.parse((await proofline('runs', incident, '--where', 'prompt:refund-triage@v14', '--limit', '3', '--json')).out));
    expect(some).toMatchObject({ total: 230, shown: 3 });
    const bad = await proofline('runs', incident, '--where', 'amount:>', '--json');
    expect(bad.code).toBe(2);
    expect(bad.out).toBe('');
    expect(bad.err).toContain('proofline:');
  });

  it('shows a run whose values are where their bytes are', async () => {
    const [run] = listed.parse(JSON.parse((await proofline('runs', incident, '--limit', '1', '--json')).out)).runs;
    const shown = lineage.parse(JSON.parse((await proofline('lineage', incident, run?.externalId ?? '', '--json')).out));
    expect(shown.run).toBe(run?.id);
    const main = shown.stages.filter(({ present }) => present).map(({ kind }) => kind);
    expect(main).toEqual(expect.arrayContaining(['trigger', 'model', 'output', 'execution']));
    const bytes = readFileSync(log);
    const recorded = shown.stages.flatMap((stage) => Object.values(stage.values)).filter(({ provenance, offset }) => provenance === 'recorded' && offset !== null);
    expect(recorded.length).toBeGreaterThan(20);
    for (const { value: said, offset, length } of recorded) expect(JSON.parse(bytes.subarray(offset ?? 0, (offset ?? 0) + (length ?? 0)).toString('utf8'))).toEqual(said);
  });

  it('gives the same answers after the index is rebuilt', async () => {
    const before = await proofline('runs', incident, '--limit', '0', '--json');
    const rebuilt = await proofline('rebuild', incident);
    expect(rebuilt.code).toBe(0);
    expect((await proofline('runs', incident, '--limit', '0', '--json')).out).toBe(before.out);
  });

  it('shows a journal whose chain holds', async () => {
    const shown = await proofline('journal', incident, '--json');
    expect(shown.code).toBe(0);
    const { entries, check } = journal.parse(JSON.parse(shown.out));
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + (entries[0]?.seq ?? 0)));
    expect(check.entries).toBe(entries.length);
    expect(entries.map(({ act }) => act)).toEqual(expect.arrayContaining(['case-created', 'import-finished', 'index-rebuilt']));
  });

  it('writes the overview once and does not overwrite it', async () => {
    const page = join(folder, 'overview.html');
    expect((await proofline('overview', incident, '--out', page)).code).toBe(0);
    expect(readFileSync(page, 'utf8')).toContain('refund-agent-2026-03.jsonl');
    expect((await proofline('overview', incident, '--out', page)).code).toBe(1);
  });

  it('makes the sample case, joining the payment provider’s table to the agent’s runs', async () => {
    const path = join(folder, 'sample.case');
    const made = await proofline('sample', path, '--json');
    expect(made.err).not.toContain('proofline:');
    expect(made.code).toBe(0);
    const { sources } = imported.parse(JSON.parse(made.out));
    expect(sources.map(({ name }) => name).sort()).toEqual(readdirSync(sample).filter((name) => /2026-03\.(jsonl|csv|json)$|^model-changelog\.json$/.test(name)).sort());
    const all = listed.parse(JSON.parse((await proofline('runs', path, '--limit', '0', '--json')).out));
    expect(all.total).toBe(1400 + 601 + 300 + 44 + 3);
    const unknownBefore = 39;
    expect(all.runs.filter((run) => run.externalId.startsWith('RF-') && run.outcome === 'not recorded')).toHaveLength(unknownBefore - 11);
  });

  it('prints what the README shows', async () => {
    const block = /```console\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';
    const examples = block.split(/^\$ npx proofline /m).slice(1).map((example) => ({ line: example.slice(0, example.indexOf('\n')), shown: example.slice(example.indexOf('\n') + 1) }));
    expect(examples.length).toBeGreaterThan(2);
    for (const { line, shown } of examples) {
      const argv = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      expect((await proofline(...argv.map((word) => (word === 'demo.case' ? join(folder, word) : word)))).out.trimEnd(), line).toBe(shown.trimEnd());
    }
  });

  it('closes the case although its reader has gone', async () => {
    const child = spawn(process.execPath, [program, 'runs', incident, '--limit', '0', '--json'], { env: { ...process.env, PROOFLINE_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
    expect((await proofline('runs', incident, '--limit', '1')).err).not.toContain('not closed properly');
  });

  it('asks in SQL, pins what came of it, and runs it again', async () => {
    const asked = await proofline('sql', incident, 'SELECT count(*) AS runs FROM runs', '--json', '--pin', 'All runs');
    expect(JSON.parse(asked.out)).toMatchObject({ columns: [{ name: 'runs', kind: 'number' }], shown: 1, more: false });
    expect(asked.err).toContain('Pinned as journal entry');
    const again = await proofline('sql', incident, 'pinned', '--json');
    expect([again.code, JSON.parse(again.out)]).toMatchObject([0, { same: 1, of: 1, pinned: [{ name: 'All runs', state: 'same' }] }]);
  });

  it('says who holds a case that is open', async () => {
    const engine = createEngine({ home: join(folder, 'other-home'), resources: join(root, 'resources'), version: 'test', shell: 'a test window', workers: 'inline' });
    expect((await engine.call('case.open', { pathId: incident })).ok).toBe(true);
    const shut = await proofline('runs', incident, '--json');
    await engine.close();
    expect(shut.code).toBe(1);
    expect(shut.out).toBe('');
    expect(shut.err).toContain('a test window');
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['prove']],
    ['a missing argument', ['runs']],
    ['an unknown option', ['runs', 'x.case', '--colour']],
    ['a case that is not there', ['runs', join(folder, 'nowhere.case')]],
    ['a file that is not there', ['import', join(folder, 'new.case'), join(folder, 'nowhere.jsonl')]],
    ['a run that is not there', ['lineage', incident, 'RF-000000-0000', '--json']],
    ['an unknown format', ['import', join(folder, 'new.case'), log, '--format', 'telepathy']],
    ['an unknown zone', ['import', join(folder, 'new.case'), log, '--zone', 'Mars/Olympus']],
    ['a mapping that is none', ['import', join(folder, 'new.case'), log, '--mapping', join(sample, 'sample.json')]],
  ])('ends with 2 and prints nothing on standard output for %s', async (_what, argv) => {
    const ended = await proofline(...argv);
    expect(ended.code).toBe(2);
    expect(ended.out).toBe('');
    expect(ended.err).not.toBe('');
    expect(existsSync(join(folder, 'new.case'))).toBe(false);
  });

  it('refuses a file no format fits, and makes no case for it', async () => {
    const strange = join(folder, 'notes.txt');
    writeFileSync(strange, 'Remember to call the bank.\n');
    const ended = await proofline('import', join(folder, 'strange.case'), strange, '--json');
    expect(ended.code).toBe(2);
    expect(existsSync(join(folder, 'strange.case'))).toBe(false);
  });

  it('imports what it can of a folder, names what it cannot, and fails', async () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    copyFileSync(join(sample, 'lead-routing-2026-03.csv'), join(mixed, 'leads.csv'));
    writeFileSync(join(mixed, 'notes.txt'), 'Remember to call the bank.\n');
    const ended = await proofline('import', join(folder, 'mixed-case'), mixed, '--json');
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('Not imported: notes.txt');
    expect(imported.parse(JSON.parse(ended.out)).sources).toMatchObject([{ name: 'leads.csv', runs: 601 }]);
  });

  it('reads a foreign table by a proposed mapping, says which columns it took, and joins by a saved one', async () => {
    const table = join(sample, 'payment-gateway-2026-03.csv');
    const guessed = await proofline('import', join(folder, 'guessed.case'), table);
    expect(guessed.code).toBe(0);
    expect(guessed.err).toContain('Amount → execution.amount');
    expect(guessed.err).toContain('1333 times in payment-gateway-2026-03.csv state no zone');
    const path = join(folder, 'saved.case');
    const saved = await proofline('import', path, table, '--mapping', join(sample, 'payment-gateway.mapping.json'), '--json');
    expect(imported.parse(JSON.parse(saved.out)).sources).toMatchObject([{ format: 'mapped', read: 1333, rejected: 0, runs: 1331 }]);
    const [run] = listed.parse(JSON.parse((await proofline('runs', path, '--limit', '1', '--json')).out)).runs;
    expect(run).toMatchObject({ externalId: 'RF-260320-1399', startedAt: '2026-03-20T18:54:19Z', approvalClass: 'not recorded' });
  });

  it('explains every command', async () => {
    const help = await proofline('--help');
    expect(help.code).toBe(0);
    const names = ['import', 'runs', 'lineage', 'overview', 'journal', 'rebuild', 'formats', 'sample'];
    for (const name of names) {
      expect(help.out).toContain(`\n  ${name}`);
      const one = await proofline(name, '--help');
      expect(one.code).toBe(0);
      expect(one.out).toContain(`Usage: proofline ${name}`);
    }
    expect((await proofline('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const formats = await proofline('formats', '--json');
    expect(JSON.parse(formats.out)).toMatchObject({ formats: expect.arrayContaining([expect.objectContaining({ id: 'native' })]), schemes: expect.arrayContaining([expect.objectContaining({ id: 'earlier-export' })]) });
    expect((await proofline('formats')).out).toContain('--anchor, or beside the log in one set: an earlier export of it');
  });
});

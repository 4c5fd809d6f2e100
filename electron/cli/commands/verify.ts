import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Request } from '#shared/ipc/contract.ts';
import type { UnreadFile } from '#shared/ipc/answers.ts';
import { attacksOn } from '#shared/model/attack-matrix.ts';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { properties, propertyTitles } from '#shared/model/verdict.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { jsonOption, type Command, type Given } from '../command.ts';
import { casePath, openCase, withEngine, type Asking } from '../open-engine.ts';
import { wholeNumber } from '../parse-command-line.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { runJob } from '../run-job.ts';
import { exitCodes, type ExitCode, type Terminal } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';
import { verifyBag } from '../verify-bag.ts';

export const verifyCommand: Command = {
  name: 'verify',
  positionals: ['CASE|PATH…'],
  summary: 'check hash chains, signatures and evidence packages: what was altered, and what cannot be known',
  details: `
CASE: every source of the case and its own journal; the check is noted in the journal. PATH: logs and proofs where they lie, without
a case; several files, a folder or a container are one set, in which a proof may speak of another file.
An evidence package (zip or unpacked folder) is checked as one: every file against its manifests, the signature, the custody journal, the originals the
journal names, a time stamp if there is one; --key is then the public key it must be signed by.
The recipe is found out unless --profile names one; nothing fitting means that the recipe is not known, not that anything was altered.
--expect-count and --expect-head are anchors noted outside the log: without one a cut tail cannot be seen.
--key: a public key (PEM, JWKS, raw hex or base64), a list of them, or a MAC's secret; may be repeated.
--anchor: a proof from outside (time-stamp token, checkpoint, bundle, …), an earlier export of the log, or what a proof is judged with (trusted
root, certificate); may be repeated. An export too large for that is named beside the log. "proofline formats" lists what each kind takes.
A case remembers public keys, proofs and anchors it was checked with, never secrets, and later checks go by them until --forget withdraws them.
What of a folder or container cannot be read is named (with --json: "notRead"), and the rest is checked.
Exit code 0: nothing failed, which is not the same as everything verified. 1: something failed. 2: unusable, or nothing could be read.`,
  options: {
    source: { argument: 'NAME', help: 'only this source of the case' },
    profile: { argument: 'ID|FILE', help: 'check by this chain profile' },
    key: { argument: 'FILE', help: 'key or secret from outside the log', repeats: true },
    anchor: { argument: 'FILE', help: 'proof, or what a proof is judged with', repeats: true },
    'expect-count': { argument: 'N', help: 'how many records the log should hold' },
    'expect-end': { argument: 'TIME', help: 'the time up to which the log should reach' },
    'expect-head': { argument: 'HASH', help: 'the hash its last record should have' },
    forget: { argument: 'ID', help: 'CASE: withdraw what earlier checks were given, by id, or all', repeats: true },
    json: jsonOption,
  },
  async run(given, terminal) {
    const inputs = readInputs(given);
    if (!inputs.ok) return unusable(inputs.problem, terminal);
    return withEngine(terminal, async (engine) => {
      if (!isCase(given.words[0] ?? '') && given.words.length === 1) {
        const bag = await verifyBag(engine, { path: given.words[0] ?? '', keys: inputs.value.keys ?? [], json: given.switches.has('json') }, terminal);
        if (bag !== null) return bag;
      }
      const checked = isCase(given.words[0] ?? '') ? await checkCase(engine, given, inputs.value, terminal) : await checkFiles(engine, given, inputs.value);
      if (!checked.ok) return unusableCodes.has(checked.problem.code) || !isCase(given.words[0] ?? '') ? unusable(checked.problem, terminal) : complain(checked.problem, terminal);
      print(checked.value, given.switches.has('json'), terminal);
      const { sources, journal } = checked.value;
      return [...sources, ...(journal === null ? [] : [journal])].some(hasFailed) ? exitCodes.failed : exitCodes.fine;
    });
  },
};

type Inputs = Omit<Request<'integrity.check'>, 'sourceKey'>;

interface Checked {
  readonly sources: readonly SourceVerdict[];
  readonly notRead: readonly UnreadFile[];
  readonly journal: SourceVerdict | null;
}

const unusableCodes: ReadonlySet<string> = new Set(['key-unreadable', 'anchor-unusable', 'profile-unusable', 'unknown-profile', 'no-such-source', 'no-such-input', 'file-missing', 'usage']);

function unusable(problem: Parameters<typeof complain>[0], terminal: Terminal): ExitCode {
  complain(problem, terminal);
  return exitCodes.unusable;
}

function hasFailed({ properties: table, failures }: SourceVerdict): boolean {
  return failures.length > 0 || properties.some((property) => table[property].verdict === 'failed');
}

function isCase(path: string): boolean {
  const folder = casePath(path);
  return existsSync(join(folder, 'case.json')) || !existsSync(resolve(path));
}

function readInputs(given: Given): Result<Inputs> {
  const count = wholeNumber(given, 'expect-count', -1);
  if (!count.ok) return count;
  const head = given.values.get('expect-head') ?? null;
  const keys = suppliedFiles(given.lists.get('key') ?? []);
  if (!keys.ok) return keys;
  const files = suppliedFiles(given.lists.get('anchor') ?? []);
  if (!files.ok) return files;
  const profile = readProfile(given.values.get('profile'));
  if (!profile.ok) return profile;
  return ok({ keys: keys.value, files: files.value, profile: profile.value, anchors: { count: count.value < 0 ? null : count.value, head, endTime: given.values.get('expect-end') ?? null } });
}

function suppliedFiles(paths: readonly string[]): Result<NonNullable<Inputs['files']>> {
  const files: NonNullable<Inputs['files']> = [];
  for (const path of paths) {
    const bytes = fileBytes(path);
    if (bytes === null) return failed('file-missing', `There is no file at ${resolve(path)}.`);
    if (bytes.length > suppliedMost) return failed('anchor-unusable', `${resolve(path)} is larger than the 64 MiB that can be handed in.`, 'An earlier export can be named beside the log instead: proofline verify LOG EXPORT.');
    files.push({ name: basename(path), base64: bytes.toString('base64') });
  }
  return ok(files);
}

/** What one file of a request may hold. */
const suppliedMost = 64 << 20;

/** A file when there is one of that name, else a name. */
function readProfile(word: string | undefined): Result<Inputs['profile']> {
  const bytes = word === undefined ? null : fileBytes(word);
  if (word === undefined || bytes === null) return ok(word);
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isNamed(value) ? ok(value) : failed('profile-unusable', `${resolve(word)} is no chain profile: it has no name.`, 'See resources/schemas/chain-profile.schema.json.');
  } catch (error) {
    return failed('profile-unusable', `${resolve(word)} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isNamed(value: unknown): value is { readonly [key: string]: unknown; readonly profile: string } {
  return typeof value === 'object' && value !== null && 'profile' in value && typeof value.profile === 'string';
}

function fileBytes(path: string): Buffer | null {
  const file = resolve(path);
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null;
}

async function checkFiles(engine: Asking, given: Given, inputs: Inputs): Promise<Result<Checked>> {
  if (given.values.has('source')) return failed('usage', '--source names a source of a case; a file is one by itself.');
  if (given.lists.has('forget')) return failed('usage', '--forget is for a case: a file remembers nothing.');
  const checked = await engine.ask('integrity.checkFiles', { pathIds: given.words.map((path) => resolve(path)), ...inputs });
  return checked.ok ? ok({ sources: checked.value.verdicts, notRead: checked.value.notRead, journal: null }) : checked;
}

async function checkCase(engine: Asking, given: Given, inputs: Inputs, terminal: Terminal): Promise<Result<Checked>> {
  if (given.words.length > 1) return failed('usage', 'One case at a time.');
  const opened = await openCase(engine, given.words[0] ?? '', terminal);
  if (!opened.ok) return opened;
  const sourceKey = await sourceNamed(engine, given.values.get('source'));
  if (!sourceKey.ok) return sourceKey;
  for (const what of given.lists.get('forget') ?? []) {
    const withdrawn = await engine.ask('integrity.withdrawInput', { what, reason: 'withdrawn on the command line' });
    if (!withdrawn.ok) return withdrawn;
  }
  const journal = sourceKey.value === null ? await engine.ask('integrity.journal', {}) : ok(null);
  if (!journal.ok) return journal;
  if (sourceKey.value === null && opened.value.sources === 0) return ok({ sources: [], notRead: [], journal: journal.value });
  const finished = await runJob(engine, () => engine.ask('integrity.check', { sourceKey: sourceKey.value, ...inputs }), terminal);
  if (!finished.ok) return finished;
  const { outcome, problem } = finished.value;
  if (outcome !== 'done') return { ok: false, problem: problem ?? { code: 'cancelled', message: 'The check was cancelled; nothing of it was kept.' } };
  const verdicts = await engine.ask('integrity.verdicts', {});
  if (!verdicts.ok) return verdicts;
  const asked = verdicts.value.filter((known) => sourceKey.value === null || known.sourceKey === sourceKey.value);
  return ok({ sources: asked.flatMap(({ verdicts: own }) => own), notRead: [], journal: journal.value });
}

/** By its name, or the file's name at the end of it; null: all of them. */
async function sourceNamed(engine: Asking, name: string | undefined): Promise<Result<number | null>> {
  if (name === undefined) return ok(null);
  const sources = await engine.ask('sources.list', {});
  if (!sources.ok) return sources;
  const found = sources.value.find((source) => source.name === name) ?? sources.value.find((source) => source.name.endsWith(`/${name}`) || source.name.endsWith(`!${name}`));
  return found === undefined ? failed('no-such-source', `There is no source named "${name}".`, `Known: ${sources.value.map((source) => source.name).join(', ')}.`) : ok(found.sourceKey);
}

function print({ sources, notRead, journal }: Checked, asJson: boolean, terminal: Terminal): void {
  if (asJson) {
    printJson({ sources: sources.map(verdictJson), ...(notRead.length === 0 ? {} : { notRead }), ...(journal === null ? {} : { journal: verdictJson(journal) }) }, terminal);
    return;
  }
  for (const verdict of [...sources, ...(journal === null ? [] : [journal])]) terminal.out(verdictText(verdict));
  for (const { name, problem } of notRead) terminal.out(`${printable(name)}: not read, nothing of it was checked. ${printable(problem.message)}\n\n`);
}

function verdictJson(whole: SourceVerdict): object {
  const { segments: _segments, profile, properties: table, ...verdict } = whole;
  return { ...verdict, profile: profile?.id ?? null, variant: profile?.variant ?? null, profileSha256: profile?.sha256 ?? null, properties: Object.fromEntries(properties.map((property) => [property, table[property]])), attacks: attacksOn(whole) };
}

function verdictText(verdict: SourceVerdict): string {
  const { name, mechanism, profile, headline, failures, moreFailures, notes } = verdict;
  const lines = [
    `${printable(name)}: ${mechanism === 'none' ? 'no mechanism' : mechanism}${profile === null ? '' : `, ${profile.id}`}`,
    `  ${printable(headline)}`,
    mechanism === 'none' ? '' : textTable(['  property', 'verdict', 'what was found'], properties.map((property) => [`  ${propertyTitles[property]}`, verdict.properties[property].verdict, verdict.properties[property].sentence])).trimEnd(),
    ...failures.slice(0, 50).map(({ kind, record, offset, sentence }) => `  ${kind} at record ${record}, byte ${offset}: ${printable(sentence)}`),
    failures.length + moreFailures > 50 ? `  and ${failures.length + moreFailures - 50} more; --json lists them` : '',
    ...notes.slice(0, 20).map(({ sentence }) => `  note: ${printable(sentence)}`),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n\n`;
}

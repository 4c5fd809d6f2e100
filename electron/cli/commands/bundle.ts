import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { failed, ok, type Result } from '#shared/result.ts';
import { jsonOption, type Command, type Given } from '../command.ts';
import { openSurveyedCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { runJob } from '../run-job.ts';
import { exitCodes } from '../terminal.ts';
import { printable } from '../text-table.ts';

export const bundleCommand: Command = {
  name: 'bundle',
  positionals: ['CASE'],
  summary: 'export an evidence package: originals, verdicts, journal and a signature, checkable without Proofline',
  details: `
Writes a BagIt 1.0 folder (RFC 8493) in a zip: the originals byte for byte, hashed once more while they are written; the custody journal; verdicts; runs
and lineages; methods; a certification draft for a person to sign; data/viewer.html, which opens in a browser offline. README.txt in it says how
sha256sum and openssl check it. The export is noted in the journal. "proofline verify FILE.zip" checks a package, "proofline receive" opens it.
--incident takes the runs of one incident and puts its report into data/report/. --where narrows the runs whose records and lineages go in; the originals stay whole unless --without leaves one out, by name or SHA-256: its name,
size and hash stay, and what was read from it is left out of the runs. --reason says why, for all of them.
--time-stamp: an RFC 3161 token over the tag manifest of a package made before from the same case at the same time.
An existing file is not overwritten.`,
  options: {
    out: { argument: 'FILE.zip', help: 'where to write it' },
    incident: { argument: 'ID', help: 'the runs of this incident, and its report' },
    where: { argument: 'SEARCH', help: 'only these runs' },
    without: { argument: 'NAME', help: 'leave this original out', repeats: true },
    reason: { argument: 'TEXT', help: 'why originals are left out' },
    'time-stamp': { argument: 'FILE.tsr', help: 'put this token into the package' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const out = given.values.get('out');
    const without = given.lists.get('without') ?? [];
    const reason = given.values.get('reason');
    const token = tokenOf(given);
    if (out === undefined) return complain(usage('--out is missing: it names the zip to write.'), terminal);
    if (without.length > 0 && reason === undefined) return complain(usage('--without needs --reason: a package states why something was left out.'), terminal);
    if (!token.ok) return complain(token.problem, terminal);
    return withEngine(terminal, async (engine) => {
      const opened = await openSurveyedCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const request = { pathId: resolve(out), where: given.values.get('where') ?? '', without: without.map((what) => ({ what, reason: reason ?? '' })), incident: given.values.get('incident') ?? null, timeStamp: token.value };
      const finished = await runJob(engine, () => engine.ask('bag.make', request), terminal);
      if (!finished.ok) return complain(finished.problem, terminal);
      const { outcome, problem } = finished.value;
      if (outcome !== 'done') return complain(problem ?? { code: 'cancelled', message: 'Cancelled. No package was written.' }, terminal);
      const made = await engine.ask('bag.made', {});
      if (!made.ok) return complain(made.problem, terminal);
      const [latest] = made.value;
      if (latest === undefined) return complain({ code: 'bug', message: 'The journal does not know the package that was made.' }, terminal);
      if (given.switches.has('json')) printJson({ path: resolve(out), ...latest }, terminal);
      else terminal.out(`Wrote ${printable(resolve(out))}\n  SHA-256 ${latest.sha256}, ${latest.bytes} bytes, ${latest.files} payload files, ${latest.originals} originals\n${latest.omitted.map(({ name, sha256 }) => `  left out: ${printable(name)} (${sha256})\n`).join('')}Write down the SHA-256, or have it time-stamped: then nobody can put another package in its place.\n`);
      return exitCodes.fine;
    });
  },
};

function tokenOf(given: Given): Result<string | null> {
  const path = given.values.get('time-stamp');
  if (path === undefined) return ok(null);
  const file = resolve(path);
  return existsSync(file) ? ok(readFileSync(file).toString('base64')) : failed('file-missing', `There is no file at ${file}.`);
}

function usage(message: string) {
  return { code: 'usage', message, nextStep: 'proofline bundle --help' };
}

import { versionKinds, type VersionContradiction, type VersionEntry, type VersionKind } from '#shared/model/version.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { jsonOption, type Command } from '../command.ts';
import { openSurveyedCase, withEngine, type Asking } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { timeText } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';
import { versionJson } from '../version-json.ts';

export const versionsCommand: Command = {
  name: 'versions',
  positionals: ['CASE'],
  summary: 'list versions of models, prompts and rules, and which were in force when',
  details: `
From imported registries (resources/schemas/version-registry.schema.json); a version that no registry names is dated from its
first use in the runs, and says so. --at 2026-04 lists what was in force at any time of that month, UTC.
Entries that contradict each other are all listed, and the contradiction below them.`,
  options: {
    at: { argument: 'TIME', help: 'only what was in force then: 2026, 2026-04, 2026-04-03, 2026-04-03T09:00Z, or a range a..b' },
    kind: { argument: 'KIND', help: `only ${versionKinds.join(', ')}` },
    name: { argument: 'NAME', help: 'only the model, prompt or rule of this name' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const kind = kindOf(given.values.get('kind'));
    if (!kind.ok) return complain(kind.problem, terminal);
    return withEngine(terminal, async (engine) => {
      const opened = await openSurveyedCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const found = await versionsOf(engine, kind.value, given.values.get('name') ?? null, given.values.get('at'));
      if (!found.ok) return complain(found.problem, terminal);
      const { entries, contradictions, ...rest } = found.value;
      if (given.switches.has('json')) printJson({ ...rest, versions: entries.map(versionJson), contradictions }, terminal);
      else terminal.out(versionsText(entries, contradictions));
      return exitCodes.fine;
    });
  },
};

interface Found {
  readonly entries: readonly VersionEntry[];
  readonly contradictions: readonly VersionContradiction[];
}

async function versionsOf(engine: Asking, kind: VersionKind | null, name: string | null, at: string | undefined): Promise<Result<Found>> {
  if (at !== undefined) {
    const then = await engine.ask('versions.inForce', { kind, name, at });
    return then.ok ? ok({ from: timeText(then.value.from), until: timeText(then.value.until), entries: then.value.entries, contradictions: then.value.contradictions }) : then;
  }
  const all = await engine.ask('versions.list', {});
  if (!all.ok) return all;
  const asked = (one: { readonly kind: VersionKind; readonly name: string }): boolean => (kind === null || one.kind === kind) && (name === null || one.name === name);
  return ok({ entries: all.value.entries.filter(asked), contradictions: all.value.contradictions.filter(asked), more: all.value.more });
}

function kindOf(word: string | undefined): Result<VersionKind | null> {
  if (word === undefined) return ok(null);
  const known = versionKinds.find((kind) => kind === word);
  return known === undefined ? failed('usage', `There is no kind ${JSON.stringify(word)} of version.`, `Kinds are ${versionKinds.join(', ')}.`) : ok(known);
}

function versionsText(entries: readonly VersionEntry[], contradictions: readonly VersionContradiction[]): string {
  const rows = entries.map((entry) => [entry.kind, entry.name, entry.version, timeText(entry.from) ?? '', endText(entry), basisText(entry), entry.use === null ? '' : String(entry.use.runs), entry.changelog ?? '']);
  return [
    entries.length === 0 ? 'No version is known here: no registry was imported that names one, and no run does.\n' : textTable(['kind', 'name', 'version', 'from, UTC', 'until', 'known from', 'runs', 'changelog'], rows, ['runs']),
    contradictions.length === 0 ? '' : `\nContradictions\n${contradictions.map(({ kind, name, what, stated }) => `  ${kind} ${printable(name)}: ${printable(what)}  (${stated.map(({ source, offset }) => `${printable(source)} @${offset}`).join(', ')})`).join('\n')}\n`,
  ].join('');
}

function endText({ until, end }: VersionEntry): string {
  if (until === null) return end === 'open' ? 'still in force' : 'not recorded';
  return `${timeText(until) ?? ''}${end === 'inferred' ? ' (inferred)' : ''}`;
}

function basisText({ basis, stated }: VersionEntry): string {
  return basis === 'first use' ? 'inferred from first use' : stated.map(({ source, offset }) => `${source} @${offset}`).join(', ');
}

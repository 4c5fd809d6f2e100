import { causeKinds, type Blast, type BlastAsk, type BlastStart, type CauseKind } from '#shared/model/blast.ts';
import { basisText, figureText } from '#shared/model/figure-text.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { jsonOption, type Command, type Given } from '../command.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { timeText } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

export const blastCommand: Command = {
  name: 'blast',
  positionals: ['CASE'],
  summary: 'count what a version, rule or search reached, each figure with its basis',
  details: `
--from starts at a run: what it records of --cause is what the others are held against. --where takes any search instead, or narrows further.
The window runs from the deployment of the versions to their rollback or replacement, as registries or first use tell.
"exact" only where every field asked for is recorded and nothing may be missing; otherwise bounds, and why.`,
  options: {
    from: { argument: 'RUN', help: "a run's id in this case, or the id its source prints" },
    where: { argument: 'SEARCH', help: 'only runs that match' },
    cause: { argument: 'LIST', help: `with --from: of ${causeKinds.join(', ')} (model,prompt,action where recorded)` },
    environment: { argument: 'NAME', help: "only this environment, or `any` (the run's own, else production)" },
    json: jsonOption,
  },
  async run(given, terminal) {
    const kinds = causesGiven(given);
    if (!kinds.ok) return complain(kinds.problem, terminal);
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const survey = await engine.ask('survey.state', { wait: true });
      if (!survey.ok) return complain(survey.problem, terminal);
      const start = await engine.ask('blast.start', { run: given.values.get('from') ?? null, where: given.values.get('where') ?? '' });
      if (!start.ok) return complain(start.problem, terminal);
      const ask = askOf(start.value, kinds.value, given.values.get('environment') ?? null);
      if (!ask.ok) return complain(ask.problem, terminal);
      const blast = await engine.ask('blast.figures', ask.value);
      if (!blast.ok) return complain(blast.problem, terminal);
      if (given.switches.has('json')) printJson(blastJson(blast.value), terminal);
      else terminal.out(blastText(blast.value));
      return exitCodes.fine;
    });
  },
};

function causesGiven(given: Given): Result<readonly CauseKind[] | null> {
  const [from, where, cause] = ['from', 'where', 'cause'].map((name) => given.values.get(name));
  if (from === undefined && where === undefined) return failed('no-start', 'A blast radius starts from a run or a search.', 'Give --from RUN or --where SEARCH.');
  if (cause === undefined) return ok(null);
  if (from === undefined) return failed('cause-without-run', '--cause says which values of a run count, and no run is given.', 'Give --from RUN, or put the cause into --where.');
  const kinds: CauseKind[] = [];
  for (const word of cause.split(',').map((part) => part.trim())) {
    const kind = causeKinds.find((known) => known === word);
    if (kind === undefined) return failed('no-such-cause', `There is no cause ${JSON.stringify(word)}.`, `Causes are ${causeKinds.join(', ')}.`);
    kinds.push(kind);
  }
  return ok(kinds);
}

function askOf({ parts, ask }: BlastStart, kinds: readonly CauseKind[] | null, environment: string | null): Result<BlastAsk> {
  const place = environment === null ? {} : { environment: environment === 'any' ? null : environment };
  if (kinds === null) return ok({ ...ask, ...place });
  const chosen = [];
  for (const kind of kinds) {
    const part = parts.find((one) => one.kind === kind);
    if (part === undefined) return failed('cause-not-recorded', `The run records no ${kind} that could be a cause.`, `It records ${parts.map((one) => one.kind).join(', ')}.`);
    if (part.unusable !== null) return failed('cause-unusable', `The ${kind} of the run cannot be a cause: ${part.unusable}.`);
    chosen.push({ kind: part.kind, name: part.name, version: part.version });
  }
  return ok({ ...ask, ...place, cause: chosen });
}

function blastJson(blast: Blast): object {
  const { window, sections, boundaries, ...rest } = blast;
  return {
    ...rest,
    window: { ...window, from: timeText(window.from), until: timeText(window.until), asOf: timeText(window.asOf) },
    figures: sections.flatMap(({ title, figures }) => figures.map((figure) => ({ section: title, ...figure }))),
    boundaries: boundaries.map(({ what, how, run }) => ({ what, how, run: run?.id ?? null, externalId: run?.externalId ?? null, startedAt: timeText(run?.startedAt ?? null) })),
  };
}

function blastText({ ask, window, sections, whyMaybe, apart, boundaries, doubts }: Blast): string {
  const cause = ask.cause.map(({ kind, name, version }) => `${kind} ${name}${version === null ? '' : ` ${version}`}`).join(' · ');
  const parts = [
    `Cause: ${printable(cause === '' ? 'none chosen' : cause)}${ask.where === '' ? '' : ` · ${printable(ask.where)}`} · environment ${printable(ask.environment ?? 'any')}\n`,
    `Window: ${timeText(window.from) ?? 'open'} to ${timeText(window.until) ?? 'open'}\n${window.why.map((why) => `  ${printable(why)}\n`).join('')}`,
    ...sections.map(({ title, figures }) => `\n${textTable([title, 'figure', 'unit', 'basis'], figures.map((figure) => [printable(figure.title), figureText(figure), printable(figure.unit), basisText(figure)]), ['figure'])}`),
    listed('Why runs may belong', whyMaybe.map(({ what, runs }) => `${runs}: ${what}`)),
    listed('Counted apart', apart.map(({ what, runs }) => `${runs} ${what}`)),
    listed('What may be missing', doubts),
    listed('Where the record changes', boundaries.map(({ what, run }) => `${what}: ${run === null ? 'none found' : `${run.externalId}, ${timeText(run.startedAt) ?? 'no time'}`}`)),
  ];
  return parts.join('');
}

function listed(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}\n${lines.map((line) => `  ${printable(line)}\n`).join('')}`;
}

import type { StageValue } from '#shared/model/lineage.ts';
import type { PairedRun, PairedStage, PairedValue, RunPair } from '#shared/model/run-pair.ts';
import type { Given } from './command.ts';
import { openCase, withEngine } from './open-engine.ts';
import { printJson } from './print-json.ts';
import { complain } from './problems.ts';
import { timeText } from './run-json.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';
import { printable, textTable } from './text-table.ts';

/** `compare --run A --run B`: two runs, stage by stage. */
export async function comparePair(given: Given, runs: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [a, b, third] = runs;
  if (a === undefined || b === undefined || third !== undefined || given.values.has('where') || given.values.has('with')) {
    return complain({ code: 'usage', message: 'Two runs are compared: --run A and --run B, without --where and --with.', nextStep: 'The id a run has in its source will do.' }, terminal);
  }
  return withEngine(terminal, async (engine) => {
    const opened = await openCase(engine, given.words[0] ?? '', terminal);
    if (!opened.ok) return complain(opened.problem, terminal);
    const pair = await engine.ask('runs.compare', { a, b });
    if (!pair.ok) return complain(pair.problem, terminal);
    if (given.switches.has('json')) printJson(pairJson(pair.value), terminal);
    else terminal.out(pairText(pair.value));
    return exitCodes.fine;
  });
}

function pairJson({ a, b, stages }: RunPair): object {
  const side = ({ run }: PairedRun): object => ({ run: run.id, externalId: run.externalId, startedAt: timeText(run.startedAt), source: run.source });
  return { a: side(a), b: side(b), stages: stages.map((stage) => ({ ...stage, a: stage.a === null ? null : { ...stage.a, at: timeText(stage.a.at) }, b: stage.b === null ? null : { ...stage.b, at: timeText(stage.b.at) } })) };
}

function pairText({ a, b, stages }: RunPair): string {
  const head = (name: string, { run }: PairedRun): string => `${name}  ${printable(run.externalId)}  (${run.id}), began ${timeText(run.startedAt) ?? 'at no recorded time'}\n`;
  const values = stages.flatMap((stage) => stage.values);
  const own = values.filter(({ verdict }) => verdict === 'of its own').length;
  const same = values.filter(({ verdict }) => verdict === 'same').length;
  return [head('A', a), head('B', b), ...stages.map(stageText), `\n${values.length - own - same} values differ, ${same} are the same, ${own} ids and times are of each run its own. --json lists all.\n`].join('');
}

/** What differs; a stage that differs in nothing is not printed. */
function stageText(stage: PairedStage): string {
  const shown = stage.values.filter(({ verdict }) => verdict !== 'same' && verdict !== 'of its own');
  const [a, b] = [stage.a?.present ?? false, stage.b?.present ?? false];
  if (shown.length === 0 && a === b) return '';
  const side = a === b ? '' : ` recorded only in ${a ? 'A' : 'B'}`;
  const title = stage.kind === null ? 'the run as a whole' : `${stage.kind}${stage.place > 1 ? ` ${stage.place}` : ''}${side}`;
  return `\n${title}\n${textTable(['  value', 'verdict', 'A', 'B'], shown.flatMap(valueRows)).split('\n').slice(1).join('\n')}`;
}

function valueRows({ name, verdict, a, b, members, moreMembers }: PairedValue): readonly (readonly string[])[] {
  const rows = [[`  ${printable(name)}`, verdict, sideText(a), sideText(b)], ...members.map((member) => [`    ${printable(member.pointer)}`, '', clipped(member.a ?? 'not recorded'), clipped(member.b ?? 'not recorded')])];
  return moreMembers === 0 ? rows : [...rows, [`    and ${moreMembers} more`, '', '', '']];
}

function sideText(value: StageValue | null): string {
  if (value === null) return 'not recorded';
  const text = value.lexeme ?? (typeof value.value === 'string' ? value.value : JSON.stringify(value.value));
  return `${clipped(text)}${value.provenance === 'recorded' ? '' : ` (${value.provenance})`}${value.source === null ? '' : ` @${value.offset ?? '?'}`}`;
}

function clipped(text: string): string {
  const shown = printable(text);
  return shown.length > 48 ? `${shown.slice(0, 47)}…` : shown;
}

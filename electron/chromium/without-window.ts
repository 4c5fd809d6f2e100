import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerOf, Events } from '#shared/ipc/answers.ts';
import type { Channel } from '#shared/ipc/channels.ts';
import type { Request } from '#shared/ipc/contract.ts';
import { sevenFieldTitles, sevenFields } from '#shared/model/run.ts';
import { failed, type Problem, type Result } from '#shared/result.ts';
import type { Engine } from '../engine/engine.ts';

export interface WithoutWindow {
  readonly home: string;
  readonly resources: string;
  readonly version: string;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly now: () => Date;
}

/** Opens the sample case in this process, prints what the overview would show, and leaves it as a page. Answers the exit code. */
export async function showSampleWithoutWindow(options: WithoutWindow): Promise<number> {
  // Loaded only on this path: with a window the engine lives in a process of its own.
  const [{ createEngine }, { caseOverviewHtml }] = await Promise.all([import('../engine/engine.ts'), import('../engine/reports/case-overview.ts')]);
  const engine = createEngine({ home: options.home, resources: options.resources, version: options.version, shell: 'no window', workers: 'threads' });
  try {
    const summary = await importSample(engine, options);
    if (summary === null) return 1;
    for (const line of summaryLines(summary)) options.say(line);
    const folder = join(options.home, 'overviews');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const page = join(folder, 'sample-case.html');
    writeFileSync(page, caseOverviewHtml(summary, options.now().toISOString()));
    options.say(`Overview page: ${page}`);
    options.say(`Case folder: ${summary.case.path}`);
    return 0;
  } finally {
    await engine.close();
  }
}

async function importSample(engine: Engine, { say, complain }: WithoutWindow): Promise<AnswerOf<'overview.summary'> | null> {
  const finished = new Map<string, Events['job.finished']>();
  let wake = (): void => undefined;
  engine.on((event, payload) => {
    if (event !== 'job.finished' || !isFinished(payload)) return;
    finished.set(payload.jobId, payload);
    wake();
  });
  const opened = await ask(engine, 'case.openSample', {});
  if (!opened.ok) return problem(opened, complain);
  const { jobId } = opened.value;
  if (jobId !== null) {
    while (!finished.has(jobId)) await new Promise<void>((resolve) => (wake = resolve));
    const end = finished.get(jobId);
    for (const source of end?.sources ?? []) say(`  ${source.name}: ${source.read} read = ${source.accepted} accepted + ${source.rejected} rejected + ${source.duplicate} duplicate`);
    if (end?.outcome !== 'done') {
      complain(end?.problem?.message ?? `The import of the sample case ended as ${end?.outcome ?? 'unknown'}.`);
      return null;
    }
  }
  const summary = await ask(engine, 'overview.summary', {});
  return summary.ok ? summary.value : problem(summary, complain);
}

function problem(result: { readonly problem: Problem }, complain: (line: string) => void): null {
  complain(result.problem.message);
  if (result.problem.nextStep !== undefined) complain(result.problem.nextStep);
  return null;
}

export function summaryLines({ case: about, all, approval, outcome, unknowns }: AnswerOf<'overview.summary'>): readonly string[] {
  const counts = (rows: readonly { readonly value: string; readonly count: number }[]): string => rows.map(({ value, count }) => `${value} ${count}`).join(' · ');
  return [
    `${about.name}: ${about.runs} runs from ${about.records} records in ${about.sources} sources`,
    `  fields recorded of ${all.runs} runs: ${sevenFields.map((field) => `${sevenFieldTitles[field]} ${all.fields[field].recorded}`).join(' · ')}`,
    `  approval: ${counts(approval)}`,
    `  outcome: ${counts(outcome)}`,
    ...unknowns.map(({ what, count }) => `  unknown: ${count} ${what}`),
  ];
}

async function ask<C extends Channel>(engine: Engine, channel: C, request: Request<C>): Promise<Result<AnswerOf<C>>> {
  const result = await engine.call(channel, request);
  if (!result.ok) return result;
  return isAnswer(channel, result.value) ? { ok: true, value: result.value } : failed('bug', `${channel} answered with something else.`);
}

/** Our own engine in our own process: the compiler checked the answer where it was given. */
function isAnswer<C extends Channel>(_channel: C, _value: unknown): _value is AnswerOf<C> {
  return true;
}

function isFinished(payload: Events[keyof Events]): payload is Events['job.finished'] {
  return payload !== null && 'outcome' in payload;
}

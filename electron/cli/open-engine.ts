import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { AnswerOf, Events } from '#shared/ipc/answers.ts';
import type { Channel, EventName } from '#shared/ipc/channels.ts';
import type { Request } from '#shared/ipc/contract.ts';
import type { CaseInfo } from '#shared/model/case.ts';
import { failed, type Result } from '#shared/result.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './text-table.ts';
import { waitForSurvey } from './wait-for-survey.ts';

/** The engine with its answers typed. */
export interface Asking {
  ask<C extends Channel>(channel: C, request: Request<C>): Promise<Result<AnswerOf<C>>>;
  on(listener: <E extends EventName>(event: E, payload: Events[E]) => void): () => void;
}

/** Opens the engine for the length of one command. */
export async function withEngine<T>(terminal: Terminal, work: (engine: Asking) => Promise<T>): Promise<T> {
  const engine = createEngine({ home: terminal.home, resources: terminal.resources, version: terminal.version, shell: 'the command line', workers: terminal.workers, survey: 'when asked' });
  try {
    return await work({
      on: engine.on,
      async ask(channel, request) {
        const result = await askSurveyed(engine, channel, request);
        if (!result.ok) return result;
        return isAnswer(channel, result.value) ? { ok: true, value: result.value } : failed('bug', `${channel} answered with something else.`);
      },
    });
  } finally {
    await engine.close();
  }
}

/** What needs the survey of the case is asked again when it has been made: a command that does not need it does not pay for it. */
async function askSurveyed(engine: Engine, channel: string, request: unknown): Promise<Result<unknown>> {
  const result = await engine.call(channel, request);
  if (result.ok || result.problem.code !== 'survey-not-made') return result;
  await engine.call('survey.state', { wait: true });
  return engine.call(channel, request);
}

/** Our own engine in our own process: the compiler checked the answer where it was given. */
function isAnswer<C extends Channel>(_channel: C, _value: unknown): _value is AnswerOf<C> {
  return true;
}

/** Opens the case for reading or writing; both take the lock. Says on `err` what the opening found. */
export async function openCase(engine: Asking, path: string, terminal: Terminal): Promise<Result<CaseInfo>> {
  const opened = await engine.ask('case.open', { pathId: casePath(path) });
  if (opened.ok) for (const notice of opened.value.notices) terminal.err(`Notice: ${printable(notice)}\n`);
  return opened;
}

/** The same for a command whose answer rests on the survey; where that cannot be made whole the answer says so itself. */
export async function openSurveyedCase(engine: Asking, path: string, terminal: Terminal): Promise<Result<CaseInfo>> {
  const opened = await openCase(engine, path, terminal);
  if (!opened.ok) return opened;
  const surveyed = await waitForSurvey(engine, terminal);
  if (!surveyed.ok) terminal.err(`Notice: ${printable(surveyed.problem.message)}\n`);
  return opened;
}

/** Opens the case, or makes one where nothing is. */
export async function openOrCreateCase(engine: Asking, path: string, terminal: Terminal): Promise<Result<CaseInfo>> {
  const wanted = casePath(path);
  if (existsSync(wanted)) return openCase(engine, path, terminal);
  const created = await engine.ask('case.create', { pathId: wanted, name: basename(wanted, '.case') });
  if (created.ok) terminal.err(`Created the case ${printable(created.value.path)}\n`);
  return created;
}

/** Cases end in `.case`; a name without it means the folder with it, unless the folder itself is a case. */
export function casePath(path: string): string {
  const folder = resolve(path);
  return folder.endsWith('.case') || existsSync(join(folder, 'case.json')) ? folder : `${folder}.case`;
}

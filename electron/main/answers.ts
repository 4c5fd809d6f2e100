import { basename } from 'node:path';
import type { z } from 'zod';
import type { AnswerOf, AppInfo } from '#shared/ipc/answers.ts';
import type { Channel } from '#shared/ipc/channels.ts';
import { exportExtensions } from '#shared/export/export-table.ts';
import { type Preferences, requests, type Request } from '#shared/ipc/contract.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { withIds, withPaths, type ChosenPaths } from './chosen-paths.ts';
import type { Dialogs } from './dialogs.ts';
import { exportReport } from './export-report.ts';
import type { EngineProcess } from './engine-process.ts';

export interface Desk {
  readonly engine: EngineProcess;
  readonly paths: ChosenPaths;
  readonly dialogs: Dialogs;
  readonly info: () => Omit<AppInfo, 'keyStore'>;
  readonly setTheme: (theme: AppInfo['theme']) => void;
  readonly preferences: () => Preferences;
  readonly setPreferences: (preferences: Preferences) => void;
  readonly copyText: (text: string) => void | Promise<void>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly writeNewFile: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly printPdf: (html: string) => Promise<Uint8Array>;
}

type OwnAnswers = { readonly [C in Channel]?: (request: Request<C>) => Promise<Result<AnswerOf<C>>> };

/** Answers what only the main process can: dialogs, clipboard, theme and preferences. Everything else goes on to the engine with ids swapped for paths. */
export function createAnswers(desk: Desk): (channel: Channel, request: unknown) => Promise<Result<unknown>> {
  const { engine, paths, dialogs } = desk;

  const own = {
    'app.info': async () => {
      const answer = await engine.call('app.info', {});
      return ok({ ...desk.info(), keyStore: keyStoreOf(answer) });
    },
    'app.setTheme': async ({ theme }) => {
      desk.setTheme(theme);
      return ok(null);
    },
    'app.preferences': async () => ok(desk.preferences()),
    'app.setPreferences': async (wanted) => {
      desk.setPreferences(wanted);
      return ok(null);
    },
    'app.chooseFiles': async () => ok(await Promise.all((await dialogs.chooseFiles()).map(paths.describe))),
    'app.chooseFolder': async () => ok(await Promise.all((await dialogs.chooseFolder()).map(paths.describe))),
    'app.saveText': async ({ suggestedName, text }) => {
      const path = await dialogs.chooseSaveAs(suggestedName);
      if (path === null) return ok({ saved: false, path: null });
      try {
        await desk.writeFile(path, text);
      } catch (error) {
        return failed('not-saved', `The file could not be written: ${error instanceof Error ? error.message : String(error)}`, 'Choose another place.');
      }
      return ok({ saved: true, path });
    },
    'app.copyText': async ({ text }) => {
      await desk.copyText(text);
      return ok(null);
    },
  } satisfies OwnAnswers;

  /** A dialog, then the engine's own channel with the path it gave. */
  const throughDialog = {
    'case.createDialog': async () => {
      const path = await dialogs.chooseNewCase();
      return path === null ? ok(null) : engine.call('case.create', { pathId: path, name: basename(path).replace(/\.case$/u, '') });
    },
    'bag.makeDialog': async ({ suggestedName, ...selection }: Request<'bag.makeDialog'>) => {
      const path = await dialogs.chooseSaveAs(suggestedName);
      return path === null ? ok(null) : engine.call('bag.make', { ...selection, pathId: path });
    },
    'report.exportDialog': async ({ suggestedName, format, ...asked }: Request<'report.exportDialog'>) => exportReport(desk, suggestedName, format, asked),
    'case.openDialog': async () => {
      const path = await dialogs.chooseCase();
      return path === null ? ok(null) : engine.call('case.open', { pathId: path });
    },
    'runs.exportDialog': async (asked: Request<'runs.exportDialog'>) => {
      const path = await dialogs.chooseSaveAs(`runs.${exportExtensions[asked.format]}`);
      return path === null ? ok(null) : engine.call('runs.export', { pathId: path, ...asked });
    },
  };

  return async (channel, request) => {
    switch (channel) {
      case 'app.info':
        return parsed(channel, request, requests[channel], own[channel]);
      case 'app.setTheme':
        return parsed(channel, request, requests[channel], own[channel]);
      case 'app.preferences':
        return parsed(channel, request, requests[channel], own[channel]);
      case 'app.setPreferences':
        return parsed(channel, request, requests[channel], own[channel]);
      case 'app.chooseFiles':
      case 'app.chooseFolder':
        return parsed(channel, request, requests[channel], own[channel]);
      case 'app.saveText':
        return parsed(channel, request, requests[channel], own[channel]);
      case 'app.copyText':
        return parsed(channel, request, requests[channel], own[channel]);
      case 'report.exportDialog':
        return parsed(channel, request, requests[channel], throughDialog[channel]);
      case 'bag.makeDialog':
        return parsed(channel, request, requests[channel], throughDialog[channel]);
      case 'runs.exportDialog':
        return parsed(channel, request, requests[channel], throughDialog[channel]);
      case 'case.createDialog':
      case 'case.openDialog':
        return parsed(channel, request, requests[channel], throughDialog[channel]);
      default: {
        const swapped = withPaths(request, paths);
        if (!swapped.ok) return swapped;
        const result = await engine.call(channel, swapped.value);
        return result.ok ? ok(withIds(result.value, paths)) : result;
      }
    }
  };
}

/** Untrusted: the request comes from the page. */
async function parsed<R>(channel: Channel, request: unknown, schema: z.ZodType<R>, answer: (request: R) => Promise<Result<unknown>>): Promise<Result<unknown>> {
  const read = schema.safeParse(request);
  return read.success ? answer(read.data) : failed('bad-request', `${channel}: ${read.error.issues[0]?.message ?? 'the request does not fit'}`);
}

function keyStoreOf(answer: Result<unknown>): string {
  if (!answer.ok) return `unknown: ${answer.problem.message}`;
  const { value } = answer;
  return typeof value === 'object' && value !== null && 'keyStore' in value && typeof value.keyStore === 'string' ? value.keyStore : 'unknown';
}

import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { channels, type Channel } from '#shared/ipc/channels.ts';
import type { ChosenPath } from '#shared/ipc/answers.ts';
import { failed, type Result } from '#shared/result.ts';
import { isTrusted, withinBounds } from './security/trusted-sender.ts';

export interface Doors {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly ownContents: ReadonlySet<number>;
  readonly answer: (channel: Channel, request: unknown) => Promise<Result<unknown>>;
  readonly describe: (path: string) => Promise<ChosenPath>;
  readonly log: (line: string) => void;
}

/** The only two doors from the page: `call`, and `dropped`, whose paths the preload took from real files. */
export function openDoors({ ipcMain, ownContents, answer, describe, log }: Doors): void {
  ipcMain.handle('call', async (event: IpcMainInvokeEvent, channel: unknown, request: unknown): Promise<Result<unknown>> => {
    if (!trusted(event)) return refuse('a call from a frame that is not ours');
    if (!isChannel(channel)) return refuse('a call on a channel that does not exist');
    if (!withinBounds(request)) return refuse(`a request on ${channel} that is too large, too deep or no JSON`);
    return answer(channel, request);
  });

  ipcMain.handle('dropped', async (event: IpcMainInvokeEvent, paths: unknown): Promise<readonly ChosenPath[]> => {
    if (!trusted(event) || !Array.isArray(paths) || paths.length > 10_000) {
      log('refused a drop');
      return [];
    }
    // A file made by a script has no path on disk and arrives as ''.
    const real = paths.filter((path): path is string => typeof path === 'string' && path !== '');
    return Promise.all(real.map(describe));
  });

  function trusted(event: IpcMainInvokeEvent): boolean {
    const frame = event.senderFrame;
    return isTrusted({ contentsId: event.sender.id, frame: frame === null ? null : { main: frame === event.sender.mainFrame, origin: frame.origin } }, ownContents);
  }

  function refuse(what: string): Result<unknown> {
    log(`refused ${what}`);
    return failed('refused', `The main process refused ${what}.`);
  }
}

const known: ReadonlySet<string> = new Set(channels);

function isChannel(channel: unknown): channel is Channel {
  return typeof channel === 'string' && known.has(channel);
}

import type { AnswerOf, ChosenPath, Events } from '#shared/ipc/answers.ts';
import type { Channel, EventName } from '#shared/ipc/channels.ts';
import type { Request } from '#shared/ipc/contract.ts';
import { failed, type Result } from '#shared/result.ts';

/** What the preload exposes. Requests are parsed strictly on the far side; answers are checked by the compiler there. */
interface Bridge {
  call<C extends Channel>(channel: C, request: Request<C>): Promise<Result<AnswerOf<C>>>;
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
  /** Hands dropped files to the main process, which alone learns their paths. */
  dropped(files: readonly File[]): Promise<readonly ChosenPath[]>;
}

declare global {
  interface Window {
    readonly bridge?: Bridge;
  }
}

const noBridge = failed('no-engine', 'This window is not connected to the engine.', 'Start Proofline itself instead of opening its page in a browser.');

/** Never rejects: a broken connection is a Problem like any other. */
export async function call<C extends Channel>(channel: C, request: Request<C>): Promise<Result<AnswerOf<C>>> {
  if (window.bridge === undefined) return noBridge;
  try {
    return await window.bridge.call(channel, request);
  } catch (error) {
    return lostConnection(error);
  }
}

export function on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.bridge?.on(event, listener) ?? (() => undefined);
}

export async function dropped(files: readonly File[]): Promise<Result<readonly ChosenPath[]>> {
  if (window.bridge === undefined) return noBridge;
  try {
    return { ok: true, value: await window.bridge.dropped(files) };
  } catch (error) {
    return lostConnection(error);
  }
}

function lostConnection(error: unknown): Result<never> {
  const detail = error instanceof Error ? error.message : String(error);
  return failed('engine-unreachable', `The engine did not answer: ${detail}`, 'Try again. If it keeps happening, restart Proofline: nothing acknowledged is lost.');
}

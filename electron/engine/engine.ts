import type { Result } from '#shared/result.ts';
import type { EventName } from '#shared/ipc/channels.ts';
import type { Events } from '#shared/ipc/answers.ts';
import { createSession, type Session } from './handlers/session.ts';
import { createRouter } from './router.ts';

/** What the engine needs from the outside: it asks the environment for nothing else. */
export interface EngineOptions {
  /** The installation's own folder: recent cases, saved mappings, the signing key. */
  readonly home: string;
  /** The `resources/` folder of the build. */
  readonly resources: string;
  readonly version: string;
  /** Which shell draws the window, in words. */
  readonly shell: string;
  /** `threads`: built worker beside the engine; `inline`: the same code in this thread, for tests run from source. */
  readonly workers: 'threads' | 'inline';
  /** `at once` (as is): runs are surveyed after an import and an opening; `when asked`: when somebody waits for the survey, for a program that ends with its answer. */
  readonly survey?: 'at once' | 'when asked';
  /** Nanoseconds since the epoch. */
  readonly now?: () => bigint;
  /** PKCS#8 PEM from the operating system's key store, when the shell has one. */
  readonly signingKey?: string;
  readonly keyStore?: string;
}

export interface Engine {
  /** Any channel of the contract; the request is untrusted. Never rejects. */
  call(channel: string, request: unknown): Promise<Result<unknown>>;
  on(listener: <E extends EventName>(event: E, payload: Events[E]) => void): () => void;
  /** Cancels jobs, closes the case, releases its lock. */
  close(): Promise<void>;
}

/** For a shell that runs the engine in its own process: call it before anything else is loaded. */
export { sealNetwork } from './network-seal.ts';

export function createEngine(options: EngineOptions): Engine {
  const listeners = new Set<<E extends EventName>(event: E, payload: Events[E]) => void>();
  const emit: Session['emit'] = (event, payload) => {
    for (const listener of listeners) listener(event, payload);
  };
  const session = createSession(options, emit);
  const call = createRouter(session);
  return {
    call,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => session.close(),
  };
}

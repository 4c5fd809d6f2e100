import type { CDPSession } from 'playwright';

export interface Invocation {
  readonly channel: string;
  readonly args: readonly unknown[];
  /** Null when the frame that called is gone. */
  readonly frame: { readonly main: boolean; readonly origin: string } | null;
  reply(answer: { readonly value?: unknown; readonly error?: string }): void;
}

/** The preload's side of the page, reached over the protocol. Calls answer null when the page is gone. */
export interface IsolatedWorld {
  deliver(channel: string, args: readonly unknown[]): Promise<void>;
  /** The browser's own file dialog; paths as the browser knows them. */
  choose(kind: { readonly multiple: boolean; readonly folder: boolean }): Promise<readonly string[]>;
  copy(text: string): Promise<void>;
}

export interface WorldOptions {
  readonly worldName: string;
  readonly origin: string;
  readonly token: string;
  readonly binding: string;
  readonly invoked: (invocation: Invocation) => void;
}

interface World {
  readonly id: number;
  readonly frameId: string;
  readonly origin: string;
}

export async function createIsolatedWorld(session: CDPSession, options: WorldOptions): Promise<IsolatedWorld> {
  const worlds = new Map<number, World>();
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name !== options.worldName) return;
    worlds.set(context.id, { id: context.id, frameId: String(context.auxData?.['frameId']), origin: context.origin });
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => void worlds.delete(executionContextId));
  session.on('Runtime.executionContextsCleared', () => worlds.clear());
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === options.binding) void receive(payload, executionContextId);
  });
  await session.send('Page.enable');
  await session.send('DOM.enable');
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: options.binding, executionContextName: options.worldName });
  const mainFrame = (await session.send('Page.getFrameTree')).frameTree.frame.id;

  async function receive(payload: string, contextId: number): Promise<void> {
    const world = worlds.get(contextId);
    const call = readCall(payload);
    if (call === null || world === undefined) return;
    const args = await withRealPaths(call.args, world);
    options.invoked({
      channel: call.channel,
      args,
      frame: { main: world.frameId === mainFrame, origin: world.origin },
      reply: ({ value, error }) => void run(world.id, 'reply', [JSON.stringify({ id: call.id, value: value ?? null, error })]),
    });
  }

  /** The preload cannot learn a file's path here; it sends a token, and the browser is asked for the path of that very file. */
  async function withRealPaths(value: readonly unknown[], world: World): Promise<readonly unknown[]> {
    return Promise.all(value.map(async (item): Promise<unknown> => (Array.isArray(item) ? withRealPaths(item, world) : typeof item === 'string' ? ((await pathOf(item, world)) ?? item) : item)));
  }

  async function pathOf(token: string, world: World): Promise<string | null> {
    const prefix = `${options.token}:file:`;
    if (!token.startsWith(prefix)) return null;
    const { result } = await session.send('Runtime.evaluate', { contextId: world.id, expression: `__proofline.files[${Number(token.slice(prefix.length))}]` });
    if (result.objectId === undefined) return '';
    const { path } = await session.send('DOM.getFileInfo', { objectId: result.objectId });
    await session.send('Runtime.releaseObject', { objectId: result.objectId });
    return path;
  }

  async function run(contextId: number, member: string, args: readonly unknown[], userGesture = false): Promise<unknown> {
    try {
      const { result } = await session.send('Runtime.callFunctionOn', {
        executionContextId: contextId,
        functionDeclaration: `function (...args) { return __proofline[${JSON.stringify(member)}](...args); }`,
        arguments: args.map((value) => ({ value })),
        returnByValue: true,
        awaitPromise: true,
        userGesture,
      });
      return result.value;
    } catch (error) {
      // The page was closed or reloaded while it was spoken to: nobody is left to hear it.
      if (error instanceof Error && /closed|context|destroyed|navigated|Target/iu.test(error.message)) return null;
      throw error;
    }
  }

  function current(): World | null {
    return [...worlds.values()].find((world) => world.frameId === mainFrame && world.origin === options.origin) ?? null;
  }

  return {
    async deliver(channel, args) {
      const world = current();
      if (world !== null) await run(world.id, 'deliver', [JSON.stringify({ channel, args })]);
    },
    async choose({ multiple, folder }) {
      const world = current();
      const chosen: unknown = world === null ? null : await run(world.id, 'choose', [multiple, folder], true);
      if (world === null || !Array.isArray(chosen)) return [];
      const paths = await Promise.all(chosen.filter(isChosen).map(async ({ token, inside }) => withoutInside((await pathOf(token, world)) ?? '', folder ? inside : '')));
      return paths.filter((path) => path !== '');
    },
    async copy(text) {
      const world = current();
      if (world !== null) await run(world.id, 'copy', [text], true);
    },
  };
}

/** The folder that was chosen: a file's path without the part from inside the folder, which starts with the folder's own name. */
function withoutInside(path: string, inside: string): string {
  const depth = inside === '' ? 0 : inside.split('/').length - 1;
  return depth === 0 ? path : path.split(/[\\/]/u).slice(0, -depth).join(path.includes('\\') ? '\\' : '/');
}

function isChosen(value: unknown): value is { readonly token: string; readonly inside: string } {
  return typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string' && 'inside' in value && typeof value.inside === 'string';
}

function readCall(payload: string): { readonly id: number; readonly channel: string; readonly args: readonly unknown[] } | null {
  const value: unknown = JSON.parse(payload);
  if (typeof value !== 'object' || value === null || !('id' in value) || !('channel' in value) || !('args' in value)) return null;
  const { id, channel, args } = value;
  return typeof id === 'number' && typeof channel === 'string' && Array.isArray(args) ? { id, channel, args } : null;
}

import { z } from 'zod';
import type { Engine } from './engine.ts';
import { sealNetwork } from './network-seal.ts';

sealNetwork();

/** The main process' side of the conversation; see electron/main/engine-process.ts. */
const message = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    start: z.strictObject({ home: z.string(), resources: z.string(), version: z.string(), shell: z.string(), signingKey: z.string().optional(), keyStore: z.string().optional() }),
  }),
  z.object({ kind: z.literal('call'), id: z.number(), channel: z.string(), request: z.unknown() }),
  z.object({ kind: z.literal('ping') }),
  z.object({ kind: z.literal('close') }),
]);
type Message = z.infer<typeof message>;

interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

// Ctrl-C in a terminal reaches every process of the group: the parent decides, and closes the case in order.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

const port = parentPort();
let engine: Promise<Engine> | null = null;
port.onMessage((raw) => void receive(message.parse(raw)));

async function receive(told: Message): Promise<void> {
  switch (told.kind) {
    case 'start':
      engine ??= load(told.start);
      return;
    case 'ping':
      port.post({ kind: 'pong' });
      return;
    case 'call': {
      if (engine === null) throw new Error('A call came before the start.');
      const result = await (await engine).call(told.channel, told.request);
      port.post({ kind: 'answer', id: told.id, result });
      return;
    }
    case 'close':
      await (await engine)?.close();
      process.exit(0);
  }
}

/** Loaded only now, so that nothing the engine brings along ran before the network was sealed. */
async function load(start: Extract<Message, { kind: 'start' }>['start']): Promise<Engine> {
  const { createEngine } = await import('./engine.ts');
  const created = createEngine({ ...start, workers: 'threads' });
  created.on((event, payload) => port.post({ kind: 'event', event, payload }));
  return created;
}

/** Electron's utility process has a port on `process`; a forked Node process has `process.send`. */
function parentPort(): Port {
  const electronPort: unknown = Reflect.get(process, 'parentPort');
  if (isElectronPort(electronPort))
    return {
      post: (sent) => electronPort.postMessage(sent),
      onMessage: (listener) => electronPort.on('message', (event) => listener(event.data)),
    };
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('The engine process was started without a parent to talk to.');
  // The parent is gone: nobody can ask any more, and the case must be released.
  process.on('disconnect', () => void receive({ kind: 'close' }));
  return { post: (sent) => void send(sent), onMessage: (listener) => void process.on('message', listener) };
}

interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

function isElectronPort(value: unknown): value is ElectronPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

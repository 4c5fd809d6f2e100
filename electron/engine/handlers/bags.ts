import { existsSync } from 'node:fs';
import { requests, type Request } from '#shared/ipc/contract.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { keyOf } from '../bags/check-manifests.ts';
import { isBag } from '../bags/open-bag.ts';
import { checkBag, type BagCheckTools } from '../jobs/bags/check-bag.ts';
import { madeBags, makeBag } from '../jobs/bags/make-bag.ts';
import { receiveBag } from '../jobs/bags/receive-bag.ts';
import { handler, type Handler } from './handler.ts';
import { lineageOf } from './run-lineage.ts';
import type { Session } from './session.ts';

export const bagHandlers: readonly Handler[] = [
  handler('bag.make', requests['bag.make'], async (session, request) => ({ jobId: startBag(session, request) })),
  handler('bag.made', requests['bag.made'], async (session) => madeBags(session.bench().case.journal.all())),
  handler('bag.check', requests['bag.check'], async ({ options }, { pathId, keys }) => checkBag(pathId, { ...checkTools(options.resources), pinned: keys.map(pinnedKey) })),
  handler('bag.recognise', requests['bag.recognise'], async (_session, { pathId }) => isBag(pathId)),
  handler('bag.receive', requests['bag.receive'], async (session, { pathIds: [path, into] }) => {
    const folder = await receiveBag(path, into, timeText(session), checkTools(session.options.resources));
    await session.open(folder);
    const { case: opened } = session.bench();
    const { received } = opened.folder;
    if (received !== null) orThrow(opened.journal.append('case-received', { ...received, build: session.options.version }));
    return session.info();
  }),
];

function startBag(session: Session, { pathId, where, without, incident, timeStamp }: Request<'bag.make'>): string {
  const bench = session.settledBench();
  if (session.jobs.busy) throw new ProblemError('busy', 'Another job is running on this case.', 'Wait for it or cancel it, then export.');
  if (existsSync(pathId)) throw new ProblemError('file-exists', `There is something at ${pathId} already; it was not overwritten.`, 'Choose another name.');
  const now = timeText(session);
  return session.jobs.start('bundle', 'Exporting an evidence package', async (control) => {
    const request = { out: pathId, where, without, incident, extra: [], timeStamp: timeStamp === null ? null : Buffer.from(timeStamp, 'base64') };
    await makeBag(bench, request, { key: session.signingKey(), build: session.options.version, resources: session.options.resources, now, lineageOf: (id) => lineageOf(bench, id) }, control);
    return [];
  });
}

function checkTools(resources: string): BagCheckTools {
  return { resources, pinned: [], signal: new AbortController().signal, onBytes: () => undefined };
}

function pinnedKey({ name, base64 }: { readonly name: string; readonly base64: string }): string {
  const key = keyOf(Buffer.from(base64, 'base64'));
  if (key === null) throw new ProblemError('key-unreadable', `${name} holds no Ed25519 public key.`, 'Hand in a PEM file, or the text ed25519:… of the key.');
  return key;
}

function timeText(session: Session): string {
  return new Date(Number(session.now() / 1_000_000n)).toISOString();
}

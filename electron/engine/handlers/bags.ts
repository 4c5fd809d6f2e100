import { existsSync } from 'node:fs';
import { requests, type Request } from '#shared/ipc/contract.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { keyOf } from '../bags/check-manifests.ts';
import { isBag } from '../bags/open-bag.ts';
import { checkBag, type BagCheckTools } from '../jobs/bags/check-bag.ts';
import { madeBags, makeBag } from '../jobs/bags/make-bag.ts';
import { receiveBag } from '../jobs/bags/receive-bag.ts';
import { incidentNamed } from '../jobs/incident-facts.ts';
import { reportBytes } from '../jobs/reports/write-report.ts';
import { builtReport } from './built-report.ts';
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
    const ids = incident === null ? null : incidentNamed(bench, incident).incident.runs;
    const extra = incident === null ? [] : await reportOf(session, incident);
    const request = { out: pathId, where, without, ids, incident, extra, timeStamp: timeStamp === null ? null : Buffer.from(timeStamp, 'base64') };
    await makeBag(bench, request, { key: session.signingKey(), build: session.options.version, resources: session.options.resources, now, lineageOf: (id) => lineageOf(bench, id) }, control);
    return [];
  });
}

/** The whole report of the incident, as it stands now, in the formats that open anywhere. Pseudonymous: the originals beside it name whom they name. */
async function reportOf(session: Session, incident: string): Promise<readonly { readonly path: string; readonly bytes: Buffer }[]> {
  const report = await builtReport(session, { incident, template: 'incident-report', phase: null, pseudonymous: true });
  const file = async (format: 'html' | 'markdown' | 'json', ending: string) => ({ path: `data/report/incident-report.${ending}`, bytes: await reportBytes(report, format) });
  return Promise.all([file('html', 'html'), file('markdown', 'md'), file('json', 'json')]);
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

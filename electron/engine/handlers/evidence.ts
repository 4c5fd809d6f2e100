import { hash } from 'node:crypto';
import { requests } from '#shared/ipc/contract.ts';
import type { VaultItem } from '#shared/model/case.ts';
import { isJsonArray, isJsonObject } from '#shared/json.ts';
import type { SourceRow } from '#shared/model/source.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { encodingOf } from '../evidence/utf-16.ts';
import { suppliedItems } from '../jobs/remembered-inputs.ts';
import { clockStated, sourceClocks } from '../source-clocks/source-clocks.ts';
import { rejectsPage } from '../store/queries/rejects.ts';
import { sourcesList } from '../store/queries/sources.ts';
import { handler, type Handler } from './handler.ts';
import type { Session } from './session.ts';

export const evidenceHandlers: readonly Handler[] = [
  handler('sources.list', requests['sources.list'], async (session) => {
    const { store, caseKey } = session.settledBench();
    return withClocks(session, await sourcesList(store, caseKey));
  }),
  handler('sources.stateClock', requests['sources.stateClock'], async (session, { sourceKey, ahead, reason }) => {
    const { store, caseKey, acts } = session.settledBench();
    const source = (await sourcesList(store, caseKey)).find((one) => one.sourceKey === sourceKey);
    if (source === undefined) throw new ProblemError('no-such-source', `This case has no source number ${sourceKey}.`, 'Choose one of the list.');
    if (ahead === null && !sourceClocks(acts).has(sourceKey)) throw new ProblemError('nothing-stated', `Nothing is stated of the clock of ${source.name}.`);
    orThrow(acts.record(clockStated, { sourceKey, sha256: source.sha256, ahead, reason }));
    session.emit('case.changed', await session.info());
    return null;
  }),
  handler('rejects.page', requests['rejects.page'], async (session, { sourceKey, after, limit }) => {
    const { store, caseKey } = session.settledBench();
    return rejectsPage(store, caseKey, { sourceKey, after, limit });
  }),
  handler('record.bytes', requests['record.bytes'], async (session, { sourceKey, offset, length }) => {
    const source = await session.bench().shelf.source(sourceKey);
    if (offset + length > source.bytes) throw new ProblemError('beyond-the-source', `${source.name} has ${source.bytes} bytes; bytes ${offset} to ${offset + length} were asked for.`);
    const bytes = await source.read(offset, length);
    return { source: source.name, offset, length, base64: bytes.toString('base64'), sha256: hash('sha256', bytes, 'hex'), sourceBytes: source.bytes, encoding: encodingOf(source.layout) };
  }),
  handler('evidence.vault', requests['evidence.vault'], async (session) => vaultItems(session)),
  handler('evidence.rehash', requests['evidence.rehash'], async (session) => rehashAll(session)),
  handler('journal.page', requests['journal.page'], async (session, { after, limit }) => {
    const { journal } = session.bench().case;
    const page = journal.page(after, limit);
    return { ...page, check: journal.check() };
  }),
];

function withClocks(session: Session, sources: readonly SourceRow[]): readonly SourceRow[] {
  const clocks = sourceClocks(session.bench().acts);
  return clocks.size === 0 ? sources : sources.map((source) => ({ ...source, clock: clocks.get(source.sourceKey) ?? null }));
}

/** Vault items under the names the journal gave them. An item no import names was left by an import that ended in between. */
function vaultItems(session: Session): readonly VaultItem[] {
  const { vault, journal } = session.bench().case;
  const named = new Map<string, { readonly name: string; readonly importedAt: string; readonly bytes: number }>();
  for (const entry of journal.all()) {
    if (entry.act !== 'import-finished' || !isJsonArray(entry.data['sources'])) continue;
    for (const source of entry.data['sources']) {
      if (!isJsonObject(source) || typeof source['vaultSha256'] !== 'string' || named.has(source['vaultSha256'])) continue;
      const name = String(source['name']);
      const container = typeof source['member'] === 'string' && name.endsWith(`!${source['member']}`) ? name.slice(0, -source['member'].length - 1) : name;
      named.set(source['vaultSha256'], { name: container, importedAt: entry.at, bytes: Number(source['vaultBytes']) });
    }
  }
  for (const { sha256, name, at, bytes, purpose } of suppliedItems(session.bench().case)) if (!named.has(sha256)) named.set(sha256, { name: `${name}, handed in ${purpose}`, importedAt: at, bytes });
  const present = new Map(vault.list().map((file) => [file.sha256, file]));
  const checks = session.rehashed;
  const items: VaultItem[] = [];
  for (const [sha256, { name, importedAt, bytes }] of named) {
    const file = present.get(sha256);
    items.push({ sha256, name, importedAt, bytes: file?.bytes ?? bytes, readOnly: file?.readOnly ?? false, check: file === undefined ? 'missing' : (checks.get(sha256) ?? 'not checked') });
  }
  for (const [sha256, file] of present) {
    if (!named.has(sha256)) items.push({ sha256, name: 'not named by any finished import', importedAt: '', bytes: file.bytes, readOnly: file.readOnly, check: checks.get(sha256) ?? 'not checked' });
  }
  return items;
}

/** Every original again, bit for bit. What it shows is journalled. */
async function rehashAll(session: Session): Promise<readonly VaultItem[]> {
  const { vault, journal } = session.bench().case;
  const items = vaultItems(session);
  const counts = { unchanged: 0, changed: 0, missing: 0 };
  const changed: string[] = [];
  for (const { sha256 } of items) {
    const hashed = orThrow(await vault.rehash(sha256));
    session.rehashed.set(sha256, hashed);
    counts[hashed] += 1;
    if (hashed !== 'unchanged') changed.push(sha256);
  }
  orThrow(journal.append('vault-rehashed', { ...counts, notUnchanged: changed }));
  session.emit('case.changed', await session.info());
  return vaultItems(session);
}

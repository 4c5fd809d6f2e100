import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { columnMapping, requests } from '#shared/ipc/contract.ts';
import { ProblemError } from '#shared/result.ts';
import { startImport } from './start-import.ts';
import { handler, type Handler } from './handler.ts';
import { rebuildOpenCase } from './rebuild.ts';
import type { Session } from './session.ts';

export const caseHandlers: readonly Handler[] = [
  handler('app.info', requests['app.info'], async ({ options, signingKey }) => ({
    version: options.version, shell: options.shell, keyStore: options.keyStore ?? signingKey().keyStore, platform: process.platform, theme: 'system', sandboxed: false,
  })),
  handler('case.create', requests['case.create'], (session, { pathId, name }) => session.create(pathId, name)),
  handler('case.open', requests['case.open'], (session, { pathId }) => session.open(pathId)),
  handler('case.openSample', requests['case.openSample'], (session, { pathId }) => openSample(session, pathId ?? null)),
  handler('case.current', requests['case.current'], async (session) => (session.hasCase() ? session.info() : null)),
  handler('case.close', requests['case.close'], async (session) => {
    await session.closeCase();
    return null;
  }),
  handler('case.rebuild', requests['case.rebuild'], async (session) => ({ jobId: await rebuildOpenCase(session) })),
  handler('case.recent', requests['case.recent'], async ({ recent }) => recent.list()),
  handler('case.forgetRecent', requests['case.forgetRecent'], async ({ recent }, { path }) => {
    recent.forget(path);
    return null;
  }),
  handler('mappings.list', requests['mappings.list'], async ({ mappings }) => mappings.list()),
  handler('mappings.save', requests['mappings.save'], async ({ mappings }, { mapping }) => {
    mappings.save(mapping);
    return null;
  }),
  handler('mappings.remove', requests['mappings.remove'], async ({ mappings }, { name }) => {
    mappings.remove(name);
    return null;
  }),
  handler('jobs.list', requests['jobs.list'], async ({ jobs }) => jobs.list()),
  handler('jobs.cancel', requests['jobs.cancel'], async ({ jobs }, { jobId }) => {
    jobs.cancel(jobId);
    return null;
  }),
];

const sampleManifest = z.object({
  name: z.string(),
  items: z.array(z.object({ file: z.string(), format: z.string().nullable(), mapping: z.string().nullable(), zone: z.string().nullable() })),
});

/** The sample as a case of its own: opened again where it was opened before, made where it was not. */
async function openSample(session: Session, path: string | null) {
  const folder = join(session.options.resources, 'sample-case');
  const target = path ?? join(session.options.home, 'cases', 'Sample case.case');
  if (existsSync(target)) {
    const info = await session.open(target);
    if (info.sources > 0) return { case: info, jobId: null };
  } else {
    mkdirSync(join(target, '..'), { recursive: true });
  }
  const manifest = sampleManifest.parse(JSON.parse(readFileSync(join(folder, 'sample.json'), 'utf8')));
  if (!session.hasCase()) await session.create(target, manifest.name);
  const jobId = await startImport(
    session,
    manifest.items.map(({ file, format, mapping, zone }) => ({
      pathId: join(folder, file), member: null, format, zone,
      mapping: mapping === null ? null : columnMapping.parse(JSON.parse(readFileSync(join(folder, mapping), 'utf8'))),
    })),
  );
  const info = await session.info();
  if (jobId === null) throw new ProblemError('sample-missing', 'The sample case lists no files.', 'Install Proofline again.');
  return { case: info, jobId };
}

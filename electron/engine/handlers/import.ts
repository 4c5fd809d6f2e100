import { requests } from '#shared/ipc/contract.ts';
import { importers } from '../importers/index.ts';
import { previewMapping } from '../jobs/preview-mapping.ts';
import { previewSources } from '../jobs/preview-sources.ts';
import { handler, type Handler } from './handler.ts';
import { startImport } from './start-import.ts';

export const importHandlers: readonly Handler[] = [
  handler('formats.list', requests['formats.list'], async () => importers.map(({ id, title, definedIn, integrity }) => ({ id, title, definedIn, integrity }))),
  handler('import.preview', requests['import.preview'], async (session, { pathIds }) => {
    const bench = session.hasCase() ? session.bench() : null;
    return previewSources(bench, pathIds, session.mappings.list());
  }),
  handler('import.mappingPreview', requests['import.mappingPreview'], (_session, request) => previewMapping({ path: request.pathId, member: request.member, mapping: request.mapping, rows: request.rows })),
  handler('import.start', requests['import.start'], async (session, { items }) => ({ jobId: await startImport(session, items) })),
];

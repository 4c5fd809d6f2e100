import type { Request } from '#shared/ipc/contract.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import type { Desk } from './answers.ts';

type Asked = Omit<Request<'report.exportDialog'>, 'suggestedName' | 'format'>;

/** Asks where, then has the engine write it; a PDF is printed here from the engine's page, and the engine notes what lies there. */
export async function exportReport({ dialogs, engine, printPdf, writeNewFile }: Pick<Desk, 'dialogs' | 'engine' | 'printPdf' | 'writeNewFile'>, suggestedName: string, format: Request<'report.exportDialog'>['format'], asked: Asked): Promise<Result<unknown>> {
  const path = await dialogs.chooseSaveAs(suggestedName);
  if (path === null) return ok(null);
  if (format !== 'pdf') return withPath(path, await (format === 'people key' ? engine.call('report.writeKey', { pathId: path, ...asked }) : engine.call('report.write', { pathId: path, format, ...asked })));
  const page = await engine.call('report.page', asked);
  if (!page.ok) return page;
  try {
    await writeNewFile(path, await printPdf(htmlOf(page.value)));
  } catch (error) {
    return failed('not-printed', `The PDF could not be made or written: ${error instanceof Error ? error.message : String(error)}`, 'Choose another name, or export HTML and print that.');
  }
  return withPath(path, await engine.call('report.note', { pathId: path, ...asked }));
}

function htmlOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'html' in value && typeof value.html === 'string' ? value.html : '';
}

/** The path is shown to the person, as `app.saveText` does; it is nothing the window could read. */
function withPath(path: string, result: Result<unknown>): Result<unknown> {
  return result.ok && typeof result.value === 'object' ? ok({ path, ...result.value }) : result;
}

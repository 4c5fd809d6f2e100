import { createHash } from 'node:crypto';
import { open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { WrittenExport } from '#shared/ipc/answers.ts';
import { ProblemError } from '#shared/result.ts';

/** Where a file is put together before it has its name. */
const partSuffix = '.part';

/**
 * Writes pieces of text to `path`, whole or not at all: beside it first, synced, then renamed. A file that is there is replaced.
 * Nothing is written inside `caseFolder`: what a case holds is evidence.
 */
export async function writeExport(path: string, caseFolder: string, pieces: AsyncIterable<{ readonly text: string; readonly rows: number }>): Promise<WrittenExport> {
  const folder = await realpath(dirname(path)).catch(() => null);
  if (folder === null) throw new ProblemError('not-written', `There is no folder ${dirname(path)}.`, 'Choose another place.');
  if (`${folder}${sep}`.startsWith(`${await realpath(caseFolder)}${sep}`)) throw new ProblemError('not-written', 'An export is not written inside a case: what lies there is evidence.', 'Choose a place outside the case folder.');
  const part = join(folder, `${basename(path)}${partSuffix}`);
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  try {
    const file = await open(part, 'w', 0o600);
    try {
      for await (const piece of pieces) {
        const encoded = Buffer.from(piece.text, 'utf8');
        hash.update(encoded);
        await file.writeFile(encoded);
        rows += piece.rows;
        bytes += encoded.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, join(folder, basename(path)));
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof ProblemError || !(error instanceof Error && 'code' in error)) throw error;
    throw new ProblemError('not-written', `The file could not be written: ${error.message}`, 'Choose another place, or make room.');
  }
  return { path, rows, bytes, sha256: hash.digest('hex') };
}

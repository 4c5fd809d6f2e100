import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '#shared/result.ts';

export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** A folder beside where the result will lie, so that a rename moves it there whole; cleared away whatever happens. */
export async function inScratch<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeScratch(parent);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeScratch(parent: string): Promise<string> {
  try {
    return await mkdtemp(join(parent, 'unpacking-'));
  } catch (error) {
    throw error instanceof Error ? new ProblemError('cannot-unpack', `${parent} cannot be written: ${error.message}.`, 'Check the free space and that you may write there.') : error;
  }
}

/** Writes a new file to the disk, hashing the very bytes written. Throws a ProblemError when there is no room. */
export async function writeHashed(chunks: AsyncGenerator<Buffer>, path: string, signal?: AbortSignal): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      await writeAll(file, chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Buffer): Promise<void> {
  try {
    for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done)).bytesWritten;
  } catch (error) {
    throw error instanceof Error ? new ProblemError('cannot-unpack', `Unpacking stopped: ${error.message}.`, 'Free some space on the disk that holds the case and try again.') : error;
  }
}

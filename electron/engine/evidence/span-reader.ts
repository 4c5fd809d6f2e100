import { open, type FileHandle } from 'node:fs/promises';
import { ProblemError } from '#shared/result.ts';

/** Reads pieces of files by place. Keeps the files used last open until `close()`. */
export interface SpanReader {
  /** Throws a ProblemError when the file is gone, cannot be read or ends too early: evidence that has changed since. */
  readSpan(path: string, offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** For one read; many reads share a `createSpanReader`. */
export async function readSpan(path: string, offset: number, length: number): Promise<Buffer> {
  const reader = createSpanReader(1);
  try {
    return await reader.readSpan(path, offset, length);
  } finally {
    await reader.close();
  }
}

export function createSpanReader(maxOpen = 32): SpanReader {
  // In the order of last use: a Map iterates in the order of insertion.
  const files = new Map<string, OpenFile>();
  let mayKeep = maxOpen;

  function fileAt(path: string): OpenFile {
    const file = files.get(path) ?? { handle: open(path, 'r'), readers: 0 };
    files.delete(path);
    files.set(path, file);
    return file;
  }

  async function closeIdle(): Promise<void> {
    if (files.size <= mayKeep) return;
    const idle = Array.from(files).filter(([, file]) => file.readers === 0);
    const surplus = idle.slice(0, files.size - mayKeep);
    for (const [path] of surplus) files.delete(path);
    for (const [, file] of surplus) await (await file.handle).close();
  }

  return {
    async readSpan(path, offset, length) {
      const file = fileAt(path);
      file.readers += 1;
      try {
        return await readExactly(await opened(file, path), path, offset, length);
      } catch (error) {
        if (files.get(path) === file && !(await isOpen(file))) files.delete(path);
        throw error;
      } finally {
        file.readers -= 1;
        await closeIdle();
      }
    },
    async close() {
      mayKeep = 0;
      await closeIdle();
    },
  };
}

interface OpenFile {
  readonly handle: Promise<FileHandle>;
  /** Reads under way: a file is never closed under one. */
  readers: number;
}

async function opened(file: OpenFile, path: string): Promise<FileHandle> {
  try {
    return await file.handle;
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function isOpen(file: OpenFile): Promise<boolean> {
  return file.handle.then(
    () => true,
    () => false,
  );
}

async function readExactly(handle: FileHandle, path: string, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await readPart(handle, path, bytes, done, offset + done);
    if (bytesRead === 0) throw new ProblemError('source-cut', `${path} ends at byte ${offset + done}; a record was found up to byte ${offset + length}.`, 'The file has changed since it was imported. Hash the vault again.');
    done += bytesRead;
  }
  return bytes;
}

async function readPart(handle: FileHandle, path: string, bytes: Buffer, done: number, position: number): Promise<{ readonly bytesRead: number }> {
  try {
    return await handle.read(bytes, done, bytes.length - done, position);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return new ProblemError('source-unreadable', `${path} cannot be read: ${error.message}.`, 'Check that the case folder is complete and readable.');
}

import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { constants, copyFile, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from '#shared/assert.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { syncFolder } from './sync-folder.ts';

/** Every imported file byte for byte, named by its SHA-256, read-only. One writer: hold the case lock. */
export interface Vault {
  /** `receive`, `confirm` and `admit` in one. A file that is here already is recognised, not kept twice. */
  store(readPath: string, watch?: Watch): Promise<Result<StoredItem>>;
  /** Step one: copies the file into `incoming/` while hashing the bytes read. */
  receive(readPath: string, watch?: Watch): Promise<Result<Received>>;
  /** Step two, may run while the copy is being parsed: the copy is synced, and reads back as what was read. `hash`: in another thread. */
  confirm(received: Received, watch?: Watch & { readonly hash?: (path: string) => Promise<{ readonly sha256: string; readonly bytes: number }> }): Promise<Result<null>>;
  /** Step three: read-only and under its name. Its path stays good until then and `pathOf` is good from then on. */
  admit(received: Received): Result<StoredItem>;
  /** Instead of step three. */
  discard(received: Received): void;
  rehash(sha256: string, watch?: Watch): Promise<Result<'unchanged' | 'changed' | 'missing'>>;
  pathOf(sha256: string): string;
  has(sha256: string): boolean;
  list(): readonly VaultFile[];
  /** Removes what an interrupted import left in `incoming/` and says what it was. */
  clean(): readonly { readonly name: string; readonly bytes: number }[];
}

export interface Watch {
  readonly onProgress?: (bytesDone: number) => void;
  readonly signal?: AbortSignal;
}

export interface Received {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** An item with this hash is in the vault already. */
  readonly known: boolean;
  /** The copy has reached the disk. Never rejects. */
  readonly synced: Promise<Result<null>>;
}

export interface StoredItem {
  readonly sha256: string;
  readonly bytes: number;
  readonly known: boolean;
}

export interface VaultFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly readOnly: boolean;
}

export function openVault(folder: string): Vault {
  const incoming = join(folder, 'incoming');
  const items = join(folder, 'sha256');

  function pathOf(sha256: string): string {
    assert(/^[0-9a-f]{64}$/.test(sha256), 'a SHA-256 in lower-case hex');
    return join(items, sha256.slice(0, 2), sha256);
  }

  async function receive(readPath: string, watch: Watch = {}): Promise<Result<Received>> {
    const bytes = sizeOf(readPath);
    if (bytes === null) return failed('file-missing', `There is no file at ${readPath}, or it may not be read.`, 'Choose the file again.');
    const space = freeSpaceProblem(folder, bytes);
    if (space) return { ok: false, problem: space };
    mkdirSync(incoming, { recursive: true, mode: 0o700 });
    const path = join(incoming, randomBytes(12).toString('hex'));
    const copied = await copyHashed(readPath, path, watch);
    if (!copied.ok) {
      rmSync(path, { force: true });
      return copied;
    }
    // Under way while the copy is being parsed; `confirm` waits for it.
    const synced = withFile<null>(path, async (file) => {
      await file.sync();
      return ok(null);
    });
    return ok({ path, ...copied.value, known: existsSync(pathOf(copied.value.sha256)), synced });
  }

  async function confirm(received: Received, watch: NonNullable<Parameters<Vault['confirm']>[1]> = {}): Promise<Result<null>> {
    const synced = await received.synced;
    if (!synced.ok) return synced;
    const read = watch.hash === undefined ? await hashFile(received.path, watch) : ok(await watch.hash(received.path));
    if (!read.ok) return read;
    if (read.value.sha256 === received.sha256 && read.value.bytes === received.bytes) return ok(null);
    return failed('copy-differs', `The copy made in the vault does not read back as what was read: ${received.sha256} was read, ${read.value.sha256} was written.`, 'The disk of the case may be failing. Check it, then import the file again.');
  }

  function admit(received: Received): Result<StoredItem> {
    const { sha256, bytes, path } = received;
    const target = pathOf(sha256);
    const there = sizeOf(target);
    if (there !== null) {
      rmSync(path, { force: true });
      if (there === bytes) return ok({ sha256, bytes, known: true });
      return failed('vault-item-changed', `The vault holds an item named ${sha256} that has ${there} bytes; the file just read has ${bytes}. The item in the vault was changed.`, 'Re-hash the vault in the Evidence view. Keep both files.');
    }
    mkdirSync(join(items, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    chmodSync(path, 0o444);
    renameSync(path, target);
    syncFolder(join(items, sha256.slice(0, 2)));
    syncFolder(items);
    return ok({ sha256, bytes, known: false });
  }

  function discard(received: Received): void {
    rmSync(received.path, { force: true });
  }

  return {
    receive,
    confirm,
    admit,
    discard,
    pathOf,
    has: (sha256) => existsSync(pathOf(sha256)),
    async store(readPath, watch) {
      const received = await receive(readPath, watch);
      if (!received.ok) return received;
      const confirmed = received.value.known ? ok(null) : await confirm(received.value, { signal: watch?.signal });
      if (confirmed.ok) return admit(received.value);
      discard(received.value);
      return confirmed;
    },
    async rehash(sha256, watch = {}) {
      const path = pathOf(sha256);
      if (!existsSync(path)) return ok('missing');
      const read = await hashFile(path, watch);
      if (!read.ok) return read;
      return ok(read.value.sha256 === sha256 ? 'unchanged' : 'changed');
    },
    list() {
      return foldersIn(items).flatMap((prefix) =>
        readdirSync(join(items, prefix))
          .filter((name) => /^[0-9a-f]{64}$/.test(name))
          .map((sha256) => {
            const stat = statSync(join(items, prefix, sha256));
            return { sha256, bytes: stat.size, readOnly: (stat.mode & 0o222) === 0 };
          }),
      );
    },
    clean() {
      if (!existsSync(incoming)) return [];
      return readdirSync(incoming).map((name) => {
        const path = join(incoming, name);
        const bytes = sizeOf(path) ?? 0;
        rmSync(path, { recursive: true, force: true });
        return { name, bytes };
      });
    },
  };
}

/** Null when at least `bytes` and a reserve are free. The reserve keeps the index and the journal writable. */
export function freeSpaceProblem(folder: string, bytes: number) {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes + reserve) return null;
  return {
    code: 'disk-full',
    message: `The disk of the case has ${megabytes(free)} free; this needs ${megabytes(bytes + reserve)}.`,
    nextStep: 'Free some space or move the case to a larger disk, then try again. Nothing was imported.',
  };
}

const reserve = 256 * 1024 * 1024;
const chunkBytes = 4 * 1024 * 1024;

interface Hashed {
  readonly sha256: string;
  readonly bytes: number;
}

async function hashFile(path: string, watch: Watch): Promise<Result<Hashed>> {
  return withFile(path, (file) => pump(file, watch));
}

/**
 * Hashes the bytes read while the operating system copies them. The two read the file separately: `confirm` compares what
 * was written with what was hashed, and syncs it, before anything rests on the copy.
 */
async function copyHashed(from: string, to: string, watch: Watch): Promise<Result<Hashed>> {
  return withFile(from, async (source) => {
    const before = await source.stat();
    const copied = settledCopy(from, to);
    const hashed = await pump(source, watch);
    const failure = await copied;
    if (failure !== null) return fileProblem(to, failure);
    if (!hashed.ok) return hashed;
    const after = await source.stat();
    if (after.size === hashed.value.bytes && after.mtimeMs === before.mtimeMs) return hashed;
    return failed('file-changing', `${from} was changed by another program while it was being read.`, 'Wait until it is complete, or import a copy of it.');
  });
}

/** A clone where the file system makes them, else a copy inside the kernel. */
function settledCopy(from: string, to: string): Promise<unknown> {
  return copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE).then(
    () => null,
    (error: unknown) => error ?? new Error('copy failed'),
  );
}

/** Reads and hashes with two buffers that change places: the next read runs while this chunk is hashed. */
async function pump(source: FileHandle, { onProgress, signal }: Watch): Promise<Result<Hashed>> {
  const hash = createHash('sha256');
  let [filling, filled] = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
  let bytes = 0;
  let pending = source.read(filling, 0, chunkBytes, 0);
  for (;;) {
    const { bytesRead } = await pending;
    if (bytesRead === 0) break;
    if (signal?.aborted) return failed('cancelled', 'Cancelled. Nothing was kept.');
    [filling, filled] = [filled, filling];
    pending = source.read(filling, 0, chunkBytes, bytes + bytesRead);
    hash.update(filled.subarray(0, bytesRead));
    // The read just begun must be over before anybody closes the file.
    await Promise.allSettled([pending]);
    bytes += bytesRead;
    onProgress?.(bytes);
  }
  return ok({ sha256: hash.digest('hex'), bytes });
}

async function withFile<T>(path: string, work: (file: FileHandle) => Promise<Result<T>>): Promise<Result<T>> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    return await work(file);
  } catch (error) {
    return fileProblem(path, error);
  } finally {
    await file?.close();
  }
}

function fileProblem<T>(path: string, error: unknown): Result<T> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return failed('disk-full', `The disk of the case is full: ${path} could not be written.`, 'Free some space, then try again. Nothing was imported.');
  return failed('file-unreadable', `${path} could not be read or written: ${reason}`, 'Check the file and its permissions, then try again.');
}

function sizeOf(path: string): number | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : null;
}

function foldersIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort() : [];
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}

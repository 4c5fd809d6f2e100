import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface NodeStream {
  readonly nfd?: number;
}
interface StreamOperations {
  fsync?: (stream: NodeStream) => number;
}
type InitArguments = Parameters<NodeFS['init']>;

/**
 * PGlite's Node file system with a real fsync. Upstream leaves the operation out, so `fsync=on` alone would promise what
 * nothing does. Needs `wal_sync_method=fsync`: the runtime answers fdatasync itself, without asking the file system.
 */
export class SyncedNodeFs extends NodeFS {
  /** Calls so far: how a test sees that PostgreSQL truly reaches the disk. */
  syncs = 0;

  override async init(pg: InitArguments[0], options: InitArguments[1]): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const patch = (module: object): void => {
      const operations = streamOperations(module);
      if (operations) operations.fsync = (stream) => this.#sync(stream);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...listOf(emscriptenOpts.preRun), patch] } };
  }

  #sync(stream: NodeStream): number {
    if (stream.nfd === undefined) return 0;
    try {
      fsyncSync(stream.nfd);
    } catch (error) {
      // A directory cannot be synced everywhere (Windows, some network mounts); PostgreSQL passes over exactly these codes.
      if (error instanceof Error && 'code' in error && ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'EBADF'].includes(String(error.code))) return 0;
      return wasiEio;
    }
    this.syncs += 1;
    return 0;
  }
}

const wasiEio = 29;

function streamOperations(module: object): StreamOperations | null {
  if (!('NODEFS' in module)) return null;
  const { NODEFS } = module;
  if (typeof NODEFS !== 'object' || NODEFS === null || !('stream_ops' in NODEFS)) return null;
  const operations = NODEFS.stream_ops;
  return typeof operations === 'object' && operations !== null ? operations : null;
}

function listOf<T>(value: readonly T[] | T | undefined): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: readonly T[] | T): value is readonly T[] {
  return Array.isArray(value);
}

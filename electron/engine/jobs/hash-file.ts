import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

export interface HashedFile {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads a file from its first byte to its last. Blocks: meant for a thread with nothing else to do. */
export function hashFile(path: string): HashedFile {
  const file = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafeSlow(4 << 20);
    let bytes = 0;
    for (let read = readSync(file, chunk, 0, chunk.length, 0); read > 0; read = readSync(file, chunk, 0, chunk.length, bytes)) {
      hash.update(chunk.subarray(0, read));
      bytes += read;
    }
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    closeSync(file);
  }
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { defined } from '#shared/assert.ts';
import { ProblemError } from '#shared/result.ts';
import { verifyingKey, type SigningKey } from '../case/signing-key.ts';
import { syncFolderOf } from '../case/sync-folder.ts';
import { declaration, infoText, keyFile, manifestText, payloadManifest, sha256Of, signatureFile, tagManifest, timeStampFile, type BagInfo, type ManifestLine } from './bag-text.ts';

/** One payload file: bytes we made, or a file whose hash is known and is held against what is read. */
export type BagContent = { readonly path: string; readonly bytes: Buffer } | { readonly path: string; readonly from: string; readonly sha256: string; readonly size: number };

export interface NewBag {
  /** The one folder at the top of the zip. */
  readonly name: string;
  readonly info: BagInfo;
  readonly payload: readonly BagContent[];
  /** Files at the root, in the tag manifest: a README. */
  readonly tags: readonly { readonly path: string; readonly bytes: Buffer }[];
}

export interface WrittenBag {
  readonly sha256: string;
  readonly bytes: number;
  readonly files: number;
  readonly tagManifestSha256: string;
}

export interface BagWatch {
  readonly signal: AbortSignal;
  onBytes(more: number): void;
}

/**
 * Writes the zip whole or not at all. Fixed order, fixed times, nothing packed smaller: the same content gives the same bytes on every
 * computer, and no original has to be unpacked to be read. `timeStamp`: asked for a token over the finished tag manifest, when there is one.
 */
export async function writeBag(out: string, { name, info, payload, tags }: NewBag, key: SigningKey, watch: BagWatch, timeStamp: Buffer | null = null): Promise<WrittenBag> {
  const zip = new ZipFile();
  const making = `${out}.new`;
  const lines: ManifestLine[] = [];
  // yazl tells of a failed input on the archive; whoever fed it is told as well, so here it only ends the output.
  zip.on('error', () => endOutput(zip));
  const written = pump(zip, making, watch.signal);
  // Whoever fails first is heard; the other must not be left unheard.
  written.catch(() => undefined);
  try {
    let size = 0;
    for (const content of payload.toSorted(byPath)) {
      const line = await addPayload(zip, name, content, watch);
      lines.push(line);
      size += 'bytes' in content ? content.bytes.length : content.size;
    }
    const manifest = Buffer.from(manifestText(lines));
    const root = [
      { path: 'bagit.txt', bytes: Buffer.from(declaration) },
      { path: 'bag-info.txt', bytes: Buffer.from(infoText([...info, ['Payload-Oxum', `${size}.${lines.length}`]])) },
      { path: payloadManifest, bytes: manifest },
      { path: keyFile, bytes: publicKeyPem(key) },
      ...tags,
    ].toSorted(byPath);
    const tagLines = Buffer.from(manifestText(root.map(({ path, bytes }) => ({ path, sha256: sha256Of(bytes) }))));
    const signature = Buffer.from(key.sign(tagLines), 'base64url');
    const last = [...root, { path: tagManifest, bytes: tagLines }, { path: signatureFile, bytes: signature }, ...(timeStamp === null ? [] : [{ path: timeStampFile, bytes: timeStamp }])];
    for (const { path, bytes } of last) zip.addBuffer(bytes, `${name}/${path}`, fixed());
    zip.end();
    const { sha256, bytes } = await written;
    await rename(making, out);
    syncFolderOf(out);
    return { sha256, bytes, files: lines.length, tagManifestSha256: sha256Of(tagLines) };
  } catch (error) {
    endOutput(zip);
    await written.catch(() => undefined);
    await rm(making, { force: true });
    throw error;
  }
}

function endOutput({ outputStream }: ZipFile): void {
  if ('destroy' in outputStream && typeof outputStream.destroy === 'function') outputStream.destroy();
}

/** For `openssl pkeyutl -verify -pubin`. */
function publicKeyPem(key: SigningKey): Buffer {
  return Buffer.from(defined(verifyingKey(key.publicKey), 'the key of this installation').export({ type: 'spki', format: 'pem' }));
}

/** DOS time has no zone: the same local midnight everywhere. */
function fixed() {
  return { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true };
}

async function addPayload(zip: ZipFile, name: string, content: BagContent, watch: BagWatch): Promise<ManifestLine> {
  if ('bytes' in content) {
    zip.addBuffer(content.bytes, `${name}/${content.path}`, fixed());
    watch.onBytes(content.bytes.length);
    return { path: content.path, sha256: sha256Of(content.bytes) };
  }
  const { path, from, sha256, size } = content;
  // The next file is named only when this one has been read and is what it was at import.
  await new Promise<void>((resolve, reject) => {
    zip.addReadStream(Readable.from(hashed(from, sha256, watch, resolve, reject)), `${name}/${path}`, { ...fixed(), size });
  });
  return { path, sha256 };
}

async function* hashed(from: string, expected: string, watch: BagWatch, resolve: () => void, reject: (error: unknown) => void): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 18 })) {
      if (watch.signal.aborted) throw new ProblemError('cancelled', 'Cancelled. No package was written.');
      hash.update(chunk);
      watch.onBytes(chunk.length);
      yield chunk;
    }
    const found = hash.digest('hex');
    if (found !== expected) throw new ProblemError('vault-item-changed', `An original is not what was imported: it has SHA-256 ${found}, at import it had ${expected}. No package was written.`, 'Hash the vault again in the Evidence view to see which. Restore it from a copy of the case, or leave this original out.');
    resolve();
  } catch (error) {
    reject(error);
  }
}

async function pump(zip: ZipFile, path: string, signal: AbortSignal): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const file = await open(path, 'w', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of zip.outputStream) {
      if (signal.aborted) throw new ProblemError('cancelled', 'Cancelled. No package was written.');
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      hash.update(piece);
      bytes += piece.length;
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** By code unit: no locale may decide the order. */
function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}

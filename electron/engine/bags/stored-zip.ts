import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A small zip in memory: order as given, times fixed, nothing packed smaller, so that the same parts give the same bytes. */
export async function storedZip(parts: readonly { readonly path: string; readonly bytes: Buffer }[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, bytes } of parts) zip.addBuffer(bytes, path, { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream);
}

import { createHash, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createGzipReader, GzipFault } from './gzip-members.ts';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(bytes: Buffer, size: number): Promise<{ readonly members: readonly string[]; readonly used: number; readonly rest: { readonly bytes: number; readonly zeros: boolean } }> {
  const reader = createGzipReader(pieces(bytes, size));
  const members: string[] = [];
  while (await reader.atMember()) {
    const hash = createHash('sha256');
    for await (const chunk of reader.member()) hash.update(chunk);
    members.push(hash.digest('hex'));
  }
  const used = reader.used();
  return { members, used, rest: await reader.rest() };
}

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a gzip file read member by member', () => {
  const texts = [Buffer.from('{"a":1}\n'), Buffer.alloc(0), randomBytes(300_000), Buffer.alloc(2_000_000, 'abc')];
  const packed = Buffer.concat(texts.map((text) => gzipSync(text)));

  it.each([1, 3, 8, 4096, 1 << 18, 1 << 24])('gives the same members and the same end, in pieces of %i bytes', async (size) => {
    const few = Buffer.concat(texts.slice(0, 2).map((text) => gzipSync(text)));
    const [bytes, held] = size < 100 ? [few, texts.slice(0, 2)] : [packed, texts];
    expect(gunzipSync(bytes).length).toBe(held.reduce((sum, { length }) => sum + length, 0));
    for (const after of [Buffer.alloc(0), Buffer.from('x'), Buffer.from([0x1f, 0x8b]), Buffer.alloc(100_000), randomBytes(9).fill(7, 0, 1)]) {
      expect(await readAll(Buffer.concat([bytes, after]), size)).toEqual({ members: held.map(sha), used: bytes.length, rest: { bytes: after.length, zeros: after.every((byte) => byte === 0) } });
    }
  });

  it('finds every flipped bit and every cut of a member, but for the bits that fill up its last byte', async () => {
    const whole = gzipSync(Buffer.from('{"a":1,"b":"some text"}\n'));
    for (let at = 10; at < whole.length; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      // Behind the last block RFC 1951 leaves up to seven bits without a meaning: every decoder passes over them.
      if (at !== whole.length - 9) await expect(readAll(flipped, 64), `bit of byte ${at}`).rejects.toThrow(GzipFault);
      else expect(gunzipSync(flipped)).toEqual(gunzipSync(whole));
      await expect(readAll(whole.subarray(0, at), 64), `cut at ${at}`).rejects.toThrow(GzipFault);
    }
  });

  it('hands on the failure of the file itself', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield packed.subarray(0, 1000);
      throw new Error('the disk');
    }
    const reader = createGzipReader(broken());
    await expect((async () => {
      while (await reader.atMember()) for await (const chunk of reader.member()) expect(chunk.length).toBeGreaterThan(0);
    })()).rejects.toThrow('the disk');
  });

  it('keeps no more of a large member than the pieces on their way', async () => {
    const large = gzipSync(randomBytes(24 << 20), { level: 1 });
    const before = process.memoryUsage().arrayBuffers;
    const reader = createGzipReader(pieces(large, 1 << 16));
    let most = 0;
    let bytes = 0;
    if (await reader.atMember()) {
      for await (const chunk of reader.member()) {
        bytes += chunk.length;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    }
    expect(bytes).toBe(24 << 20);
    expect(most).toBeLessThan(24 << 20);
  });
});

import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { bytesOfRunId, runIdBytesOf, runIdOf } from './run-id.ts';

describe('the id of a run', () => {
  it('is a version 8 UUID made of the first 16 bytes of SHA-256 over its key', () => {
    for (const key of ['run:r1', 'trace:äöü', 'task:1/trial:0/x', '', 'run:0', 'run:1', 'run:2', 'run:3']) {
      const digest = createHash('sha256').update(key, 'utf8').digest();
      const id = runIdOf(key);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      const bytes = Buffer.from(runIdBytesOf(key));
      expect(bytes.length).toBe(16);
      for (const index of [0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 12, 13, 14, 15]) expect(bytes[index]).toBe(digest[index]);
      expect((bytes[8] ?? 0) & 0x3f).toBe((digest[8] ?? 0) & 0x3f);
      expect(Buffer.from(bytesOfRunId(id)).equals(bytes)).toBe(true);
    }
  });

  it('differs for keys that differ only in a surrogate UTF-8 cannot write', () => {
    const ids = ['run:a\ud800', 'run:a\ud801', 'run:a\ufffd', 'run:a\udc00\ud800', 'run:a\u{10000}'].map(runIdOf);
    expect(new Set(ids).size).toBe(ids.length);
    expect(runIdOf('run:a\u{10000}')).toBe(runIdOf('run:a\ud800\udc00'));
  });
});

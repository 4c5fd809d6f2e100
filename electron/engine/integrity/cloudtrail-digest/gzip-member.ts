import { createHash } from 'node:crypto';
import { createGzipReader, GzipFault } from '../../evidence/gzip-members.ts';

/** The first member of a gzip file. */
export interface GzipMember {
  /** Of the inflated bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Where the member ends in the packed file, and how many bytes stand after it. */
  readonly end: number;
  readonly after: number;
}

/**
 * RFC 1952: what the first member holds and what follows it. A reader that joins members, as RFC 1952 section 2.2 has it, and one that
 * stops at the first see different logs; the hashes CloudTrail lists are of one member. Null: no gzip member, damaged, or more
 * than `most` bytes inflated.
 */
export async function firstGzipMember(packed: AsyncIterable<Buffer>, most: number): Promise<GzipMember | null> {
  const reader = createGzipReader(packed[Symbol.asyncIterator]());
  if (!(await reader.atMember())) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of reader.member()) {
      bytes += chunk.length;
      if (bytes > most) return null;
      hash.update(chunk);
    }
  } catch (error) {
    if (error instanceof GzipFault) return null;
    throw error;
  }
  const end = reader.used();
  return { sha256: hash.digest('hex'), bytes, end, after: (await reader.rest()).bytes };
}

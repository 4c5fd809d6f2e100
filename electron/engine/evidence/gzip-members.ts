import { crc32, createInflateRaw } from 'node:zlib';

/** Why a gzip file cannot be read on; the text completes "… cannot be unpacked: …". */
export class GzipFault extends Error {}

/**
 * A gzip file (RFC 1952) member by member, in one pass. A reader that knows where a member ends can say what stands behind it; one
 * that hands everything to a decoder takes what is no further member for damage, or drops it in silence.
 */
export interface GzipReader {
  /** Whether a member begins here. */
  atMember(): Promise<boolean>;
  /** What the member that begins here holds. Throws a GzipFault when it is cut or damaged: by then its bytes have been handed over. Read it to the end before anything else is asked. */
  member(): AsyncGenerator<Buffer>;
  /** Bytes of the packed file that have been used up. */
  used(): number;
  /** Reads to the end of the file: how many bytes there are, and whether all of them are zero. */
  rest(): Promise<{ readonly bytes: number; readonly zeros: boolean }>;
}

/** CRC-32 and length. */
const trailerBytes = 8;
const longestHeader = 256 << 10;

export function createGzipReader(packed: AsyncIterator<Buffer>): GzipReader {
  let ahead: Buffer = Buffer.alloc(0);
  let offset = 0;
  let ended = false;

  /** Null: the file is at its end. */
  async function pull(): Promise<Buffer | null> {
    while (!ended) {
      const next = await packed.next();
      if (next.done === true) ended = true;
      else if (next.value.length > 0) return next.value;
    }
    return null;
  }

  async function fill(bytes: number): Promise<boolean> {
    const parts = [ahead];
    let length = ahead.length;
    while (length < bytes) {
      const chunk = await pull();
      if (chunk === null) break;
      parts.push(chunk);
      length += chunk.length;
    }
    if (parts.length > 1) ahead = Buffer.concat(parts);
    return length >= bytes;
  }

  function take(bytes: number): Buffer {
    const taken = ahead.subarray(0, bytes);
    ahead = ahead.subarray(bytes);
    offset += taken.length;
    return taken;
  }

  async function skipHeader(): Promise<void> {
    for (let wanted = 10; ; wanted = ahead.length + 1) {
      const whole = await fill(wanted);
      const length = headerBytes(ahead);
      if (length > 0) {
        take(length);
        return;
      }
      if (length < 0 || ahead.length > longestHeader) throw new GzipFault(`the header at byte ${offset} is none`);
      if (!whole) throw new GzipFault('it ends inside a header');
    }
  }

  async function* inflated(): AsyncGenerator<Buffer> {
    const inflate = createInflateRaw();
    /** What was handed to the decoder and may yet prove to stand behind the member. */
    let handed: Buffer[] = [];
    let dropped = 0;
    const isOver = (): boolean => inflate.readableEnded || inflate.destroyed || inflate.errored !== null;
    const feed = async (): Promise<void> => {
      while (!isOver()) {
        const chunk = ahead.length > 0 ? ahead : await pull();
        ahead = Buffer.alloc(0);
        if (chunk === null) {
          inflate.end();
          return;
        }
        handed.push(chunk);
        // What has been decoded is not needed again.
        for (let first = handed[0]; first !== undefined && dropped + first.length <= inflate.bytesWritten; first = handed[0]) {
          dropped += first.length;
          handed.shift();
        }
        if (isOver()) return;
        if (!inflate.write(chunk)) await new Promise<void>((resolve) => void ['drain', 'end', 'close', 'error'].forEach((event) => inflate.once(event, () => resolve())));
      }
    };
    const feeding = feed();
    // A failure of the file's own is met where `feeding` is awaited; the decoder must not wait for bytes that never come.
    feeding.catch((error: unknown) => inflate.destroy(error instanceof Error ? error : undefined));
    try {
      for await (const chunk of inflate) if (chunk instanceof Buffer) yield chunk;
    } catch (error) {
      await feeding;
      throw error instanceof Error && 'code' in error ? new GzipFault(error.message) : error;
    } finally {
      inflate.destroy();
    }
    await feeding;
    const used = inflate.bytesWritten;
    ahead = Buffer.concat([...handed, ahead]).subarray(used - dropped);
    handed = [];
    offset += used;
  }

  return {
    atMember: async () => (await fill(3)) && ahead[0] === 0x1f && ahead[1] === 0x8b && ahead[2] === 8,
    async *member() {
      await skipHeader();
      let crc = 0;
      let bytes = 0;
      for await (const chunk of inflated()) {
        crc = crc32(chunk, crc);
        bytes += chunk.length;
        yield chunk;
      }
      if (!(await fill(trailerBytes))) throw new GzipFault('it ends before the checksum of a member');
      const trailer = take(trailerBytes);
      if (trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== bytes % 2 ** 32) throw new GzipFault(`the checksum at byte ${offset - trailerBytes} does not match what was unpacked`);
    },
    used: () => offset,
    async rest() {
      let bytes = 0;
      let zeros = true;
      for (let chunk: Buffer | null = ahead; chunk !== null; chunk = await pull()) {
        bytes += chunk.length;
        zeros &&= chunk.every((byte) => byte === 0);
      }
      ahead = Buffer.alloc(0);
      offset += bytes;
      return { bytes, zeros };
    },
  };
}

/** RFC 1952 section 2.3; 0: more bytes are needed, -1: no header. */
function headerBytes(bytes: Buffer): number {
  if (bytes.length < 10) return 0;
  const flags = bytes[3] ?? 0;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8 || (flags & 0xe0) !== 0) return -1;
  let at = 10;
  if ((flags & 4) !== 0) {
    if (bytes.length < at + 2) return 0;
    at += 2 + bytes.readUInt16LE(at);
  }
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const zero = bytes.indexOf(0, at);
    if (zero < 0) return 0;
    at = zero + 1;
  }
  if ((flags & 2) !== 0) at += 2;
  return at > bytes.length ? 0 : at;
}

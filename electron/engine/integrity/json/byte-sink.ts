/** Bytes being put together, in memory that is used again for the next record. */
export interface ByteSink {
  clear(): void;
  copy(bytes: Buffer, from: number, to: number): void;
  byte(byte: number): void;
  text(text: string): void;
  all(bytes: Buffer): void;
  /** Valid until the next `clear`. */
  view(): Buffer;
}

export function createByteSink(): ByteSink {
  let memory = Buffer.allocUnsafeSlow(16 << 10);
  let length = 0;

  function room(more: number): void {
    if (length + more <= memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(memory.length * 2, length + more));
    memory.copy(larger, 0, 0, length);
    memory = larger;
  }

  function copy(bytes: Buffer, from: number, to: number): void {
    const size = to - from;
    if (length + size > memory.length) room(size);
    // Calling into the runtime costs more than a hundred bytes copied here.
    if (size > 96) bytes.copy(memory, length, from, to);
    else {
      const into = memory;
      const shift = length - from;
      for (let i = from; i < to; i += 1) into[i + shift] = bytes[i] ?? 0;
    }
    length += size;
  }

  return {
    clear() {
      length = 0;
    },
    copy,
    byte(byte) {
      if (length === memory.length) room(1);
      memory[length] = byte;
      length += 1;
    },
    all: (bytes) => copy(bytes, 0, bytes.length),
    text(text) {
      room(text.length * 3);
      length += memory.write(text, length, 'utf8');
    },
    view: () => memory.subarray(0, length),
  };
}

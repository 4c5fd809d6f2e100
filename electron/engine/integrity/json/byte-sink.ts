/** Bytes being put together, in memory that is used again for the next record. */
export interface ByteSink {
  clear(): void;
  copy(bytes: Uint8Array, from: number, to: number): void;
  text(text: string): void;
  all(bytes: Uint8Array): void;
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

  function copy(bytes: Uint8Array, from: number, to: number): void {
    const size = to - from;
    room(size);
    // Calling into the runtime costs more than a few dozen bytes copied here.
    if (size > 48) memory.set(bytes.subarray(from, to), length);
    else for (let i = 0; i < size; i += 1) memory[length + i] = bytes[from + i] ?? 0;
    length += size;
  }

  return {
    clear() {
      length = 0;
    },
    copy,
    all: (bytes) => copy(bytes, 0, bytes.length),
    text(text) {
      room(text.length * 3);
      length += memory.write(text, length, 'utf8');
    },
    view: () => memory.subarray(0, length),
  };
}

import type { Terminal } from './terminal.ts';

/** Exactly one document, with a line end. */
export function printJson(value: object, terminal: Terminal): void {
  terminal.out(`${JSON.stringify(value, null, 2)}\n`);
}

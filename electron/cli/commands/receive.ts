import { resolve } from 'node:path';
import { jsonOption, type Command } from '../command.ts';
import { withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { exitCodes } from '../terminal.ts';
import { printable } from '../text-table.ts';

export const receiveCommand: Command = {
  name: 'receive',
  positionals: ['PACKAGE', 'CASE'],
  summary: 'make a read-only case of an evidence package',
  details: `
Checks the package as "proofline verify" does and makes CASE of it only when nothing failed and no original was left out: its originals become the
vault, its journal the journal, byte for byte, and the index is made from them. The case is read-only: it can be looked at, checked and exported. What
happens to it here is noted in the journal after the entries it came with, under the key of this installation.`,
  options: { json: jsonOption },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const [path = '', into = ''] = given.words;
      const received = await engine.ask('bag.receive', { pathIds: [resolve(path), resolve(into)] });
      if (!received.ok) return complain(received.problem, terminal);
      const { path: folder, runs, records, sources, notices } = received.value;
      if (given.switches.has('json')) printJson(received.value, terminal);
      else terminal.out(`Received ${printable(folder)}: ${runs} runs from ${records} records in ${sources} sources\n${notices.map((notice) => `  ${printable(notice)}\n`).join('')}`);
      return exitCodes.fine;
    });
  },
};

import { jsonOption, type Command } from '../command.ts';
import { withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { exitCodes } from '../terminal.ts';

export const formatsCommand: Command = {
  name: 'formats',
  positionals: [],
  summary: 'list the formats this build reads',
  details: 'With each: where the format is defined, and what it offers as proof of itself.',
  options: { json: jsonOption },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const formats = await engine.ask('formats.list', {});
      if (!formats.ok) return complain(formats.problem, terminal);
      if (given.switches.has('json')) printJson({ formats: formats.value }, terminal);
      else terminal.out(formats.value.map(({ id, title, definedIn, integrity }) => `${id}\n  ${title}\n  defined in: ${definedIn}\n  proof: ${integrity}\n`).join('\n'));
      return exitCodes.fine;
    });
  },
};

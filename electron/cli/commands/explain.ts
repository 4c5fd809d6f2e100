import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { exitCodes } from '../terminal.ts';

export const explainCommand: Command = {
  name: 'explain',
  positionals: ['CASE', 'RUN'],
  summary: 'put together the explanation of one decision from what is recorded',
  details: `
RUN is the run's id in this case or the id its source prints.
Every sentence is a recorded value with the record that says so, or says that nothing is recorded. Nothing is generated. For a person, who asked, decided
or reviewed is not named, and free text is to be read through; for an authority names stand as recorded. What would have changed the result is only said where the evidence allows it.`,
  options: {
    for: { argument: 'WHOM', help: 'person (as is) or authority' },
    format: { argument: 'FORMAT', help: 'md (as is), html or json' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const [path = '', run = ''] = given.words;
    const register = given.values.get('for') ?? 'person';
    const format = given.switches.has('json') ? 'json' : (given.values.get('format') ?? 'md');
    if (register !== 'person' && register !== 'authority') return complain({ code: 'usage', message: `--for takes person or authority, not ${JSON.stringify(register)}.` }, terminal);
    if (format !== 'md' && format !== 'html' && format !== 'json') return complain({ code: 'usage', message: `--format takes md, html or json, not ${JSON.stringify(format)}.` }, terminal);
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, path, terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const explained = await engine.ask('run.explanation', { run, register });
      if (!explained.ok) return complain(explained.problem, terminal);
      const { document, html, markdown } = explained.value;
      if (format === 'json') printJson(document, terminal);
      else terminal.out(format === 'html' ? html : markdown);
      return exitCodes.fine;
    });
  },
};

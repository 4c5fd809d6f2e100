import { jsonOption, type Command } from '../command.ts';
import { clocksText } from '../clock-text.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { exitCodes } from '../terminal.ts';
import { printable } from '../text-table.ts';

export const clocksCommand: Command = {
  name: 'clocks',
  positionals: ['CASE'],
  summary: 'list the deadlines of the case’s incidents',
  details: `
The due instant is the strict one: hours are elapsed hours in UTC and never roll over a weekend. Later readings of the law are notes.
Every clock cites the one entry of the awareness log, or the submission, it counts from. "not started" says what it waits for.
All of it is a candidate, to be confirmed with counsel; nothing is sent anywhere.
Exit code 1 when a clock is late and nothing was submitted.`,
  options: {
    incident: { argument: 'ID', help: 'only this incident' },
    at: { argument: 'INSTANT', help: 'as they stand then, e.g. 2026-11-20T15:40:00Z (now)' },
    json: jsonOption,
  },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const all = await engine.ask('clocks.all', { at: given.values.get('at') ?? null });
      if (!all.ok) return complain(all.problem, terminal);
      const wanted = given.values.get('incident');
      const incidents = all.value.incidents.filter(({ id }) => wanted === undefined || id === wanted);
      if (wanted !== undefined && incidents.length === 0) return complain({ code: 'no-such-incident', message: `This case has no incident ${JSON.stringify(wanted)}.` }, terminal);
      if (given.switches.has('json')) printJson({ ...all.value, incidents }, terminal);
      else if (incidents.length === 0) terminal.out('The case has no incident.\n');
      else for (const { id, title, zone, clocks } of incidents) terminal.out(`${id}  ${printable(title)}\n${clocksText(clocks, zone)}\n`);
      return incidents.some(({ clocks }) => clocks.some(({ state }) => state.name === 'late' && state.submission === null)) ? exitCodes.failed : exitCodes.fine;
    });
  },
};

import type { CaseInfo } from '#shared/model/case.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { runJob } from '../run-job.ts';
import { exitCodes } from '../terminal.ts';

export const rebuildCommand: Command = {
  name: 'rebuild',
  positionals: ['CASE'],
  summary: 'throw the index away and build it again from vault and journal',
  details: 'The index is a projection: nothing of the evidence is touched, the journal gains an entry, and the answers come out the same.',
  options: { json: jsonOption },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const finished = await runJob(engine, () => engine.ask('case.rebuild', {}), terminal);
      if (!finished.ok) return complain(finished.problem, terminal);
      const { outcome, problem, seconds } = finished.value;
      if (outcome !== 'done') return complain(problem ?? { code: 'cancelled', message: 'The rebuild was cancelled.', nextStep: 'Run it again: until it ends, the case has no index.' }, terminal);
      const current = await engine.ask('case.current', {});
      if (!current.ok) return complain(current.problem, terminal);
      const rebuilt = rebuiltJson(current.value, seconds);
      if (given.switches.has('json')) printJson(rebuilt, terminal);
      else terminal.out(`Rebuilt in ${seconds.toFixed(1)} s: ${rebuilt.runs} runs from ${rebuilt.records} records in ${rebuilt.sources} sources\n`);
      return exitCodes.fine;
    });
  },
};

interface Rebuilt {
  readonly runs: number;
  readonly records: number;
  readonly sources: number;
  readonly seconds: number;
}

function rebuiltJson(info: CaseInfo | null, seconds: number): Rebuilt {
  return { runs: info?.runs ?? 0, records: info?.records ?? 0, sources: info?.sources ?? 0, seconds };
}

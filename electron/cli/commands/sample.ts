import { existsSync } from 'node:fs';
import { failed, ok, type Result } from '#shared/result.ts';
import { jsonOption, type Command } from '../command.ts';
import { printImported } from '../imported-sources.ts';
import { casePath, withEngine, type Asking } from '../open-engine.ts';
import { complain } from '../problems.ts';
import { runJob } from '../run-job.ts';
import { exitCodes } from '../terminal.ts';

export const sampleCommand: Command = {
  name: 'sample',
  positionals: ['DIR'],
  summary: 'make the sample case at DIR',
  details: `
A made-up incident: a support agent that pays ten times the invoice line for a day and a half.
What is planted in it stands in resources/sample-case/README.md.`,
  options: { json: jsonOption },
  async run(given, terminal) {
    const path = casePath(given.words[0] ?? '');
    if (existsSync(path)) return complain({ code: 'case-exists', message: `There is something at ${path} already.`, nextStep: 'Choose another place.' }, terminal);
    return withEngine(terminal, async (engine) => {
      const finished = await runJob(engine, () => openSample(engine, path), terminal);
      if (!finished.ok) return complain(finished.problem, terminal);
      printImported(finished.value, given.switches.has('json'), terminal);
      terminal.err(`The sample case is at ${path}\n`);
      return finished.value.outcome === 'done' ? exitCodes.fine : exitCodes.failed;
    });
  },
};

async function openSample(engine: Asking, pathId: string): Promise<Result<{ readonly jobId: string }>> {
  const opened = await engine.ask('case.openSample', { pathId });
  if (!opened.ok) return opened;
  const { jobId } = opened.value;
  return jobId === null ? failed('case-exists', `The sample case is at ${pathId} already.`) : ok({ jobId });
}

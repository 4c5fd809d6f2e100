import type { Problem } from '#shared/result.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';

/** Problems that lie in what was asked for; every other one is a failure while doing it. */
const unusable: ReadonlySet<string> = new Set([
  'usage', 'bad-request', 'case-missing', 'not-a-case', 'case-incomplete', 'case-from-the-future', 'file-missing', 'mapping-unreadable', 'format-unknown', 'format-unrecognised', 'format-tie', 'zone-unknown',
]);

export function complain(problem: Problem, terminal: Terminal): ExitCode {
  terminal.err(`proofline: ${problem.message}\n${problem.nextStep === undefined ? '' : `${problem.nextStep}\n`}`);
  return unusable.has(problem.code) ? exitCodes.unusable : exitCodes.failed;
}

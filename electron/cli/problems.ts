import type { Problem } from '#shared/result.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';
import { printable } from './text-table.ts';

/** Problems that lie in what was asked for; every other one is a failure while doing it. */
const unusable: ReadonlySet<string> = new Set([
  'usage', 'bad-request', 'search-not-understood', 'sql-refused', 'no-such-run', 'no-such-incident', 'no-such-regime', 'no-such-clock', 'time-not-understood', 'time-skipped', 'unknown-zone', 'words-missing', 'ambiguous-run', 'case-missing', 'not-a-case', 'case-incomplete', 'case-from-the-future',
  'file-missing', 'mapping-unreadable', 'unknown-format', 'format-not-recognised', 'nothing-to-import', 'zone-unknown', 'not-a-bag', 'no-such-original', 'file-exists', 'no-such-template', 'no-such-phase', 'snapshot-unreadable',
]);

export function complain(problem: Problem, terminal: Terminal): ExitCode {
  terminal.err(problemText(problem));
  return unusable.has(problem.code) ? exitCodes.unusable : exitCodes.failed;
}

/** Untrusted: a message may quote evidence. */
export function problemText({ message, nextStep }: Problem): string {
  return `proofline: ${printable(message)}\n${nextStep === undefined ? '' : `${printable(nextStep)}\n`}`;
}

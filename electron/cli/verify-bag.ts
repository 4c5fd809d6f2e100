import { resolve } from 'node:path';
import type { BagCheck, BagFinding } from '#shared/model/bag.ts';
import { printJson } from './print-json.ts';
import { complain } from './problems.ts';
import type { Asking } from './open-engine.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';
import { printable } from './text-table.ts';

export interface BagAsked {
  readonly path: string;
  readonly keys: readonly { readonly name: string; readonly base64: string }[];
  readonly json: boolean;
}

/** `proofline verify` of an evidence package. null: the path is none, and is checked as a log. */
export async function verifyBag(engine: Asking, { path, keys, json }: BagAsked, terminal: Terminal): Promise<ExitCode | null> {
  const recognised = await engine.ask('bag.recognise', { pathId: resolve(path) });
  if (!recognised.ok || !recognised.value) return null;
  const checked = await engine.ask('bag.check', { pathId: resolve(path), keys: [...keys] });
  if (!checked.ok) {
    complain(checked.problem, terminal);
    return exitCodes.unusable;
  }
  if (json) printJson({ package: checked.value }, terminal);
  else terminal.out(bagText(checked.value));
  return checked.value.findings.some(({ verdict }) => verdict === 'failed') ? exitCodes.failed : exitCodes.fine;
}

function bagText({ name, payloadFiles, payloadBytes, findings, omitted }: BagCheck): string {
  const failures = findings.filter(({ verdict }) => verdict === 'failed').length;
  const head = `${printable(name)}: evidence package, ${payloadFiles} payload files, ${payloadBytes} bytes\n  ${failures === 0 ? 'Nothing failed.' : `${failures} of ${findings.length} checks failed.`}\n`;
  return `${head}${findings.map(findingText).join('')}${omitted.map(({ name: left, sha256, reason }) => `  left out: ${printable(left)} (${sha256}): ${printable(reason)}\n`).join('')}`;
}

function findingText({ part, verdict, sentence, files, moreFiles }: BagFinding): string {
  const listed = files.filter(({ what }) => what !== 'omitted').map(({ path, what, expected, found }) => `      ${what}: ${printable(path)}${expected === null ? '' : `\n        expected ${printable(expected)}`}${found === null ? '' : `\n        found    ${printable(found)}`}\n`);
  return `  ${part.padEnd(12)} ${verdict.padEnd(15)} ${printable(sentence)}\n${listed.join('')}${moreFiles === 0 ? '' : `      and ${moreFiles} more; --json lists the first hundred\n`}`;
}

import { z } from 'zod';
import { findingStates, type FindingState } from '#shared/model/finding.ts';
import { actKind } from '../acts/act-kind.ts';
import type { Act } from '../acts/act-log.ts';

/** Most findings one act speaks of: a line of the journal stays readable. */
export const findingsInAnAct = 5000;

/** A person accepts findings, dismisses them with a reason, or opens them again. By id: they are the same after a rebuild and on every computer. */
export const findingStated = actKind({
  act: 'finding-stated',
  data: z.strictObject({ findings: z.array(z.string().min(1).max(300)).min(1).max(findingsInAnAct), state: z.enum(findingStates), reason: z.string().max(4000) }),
  words: ({ findings, state, reason }) => `${findings.length === 1 ? `finding ${findings[0] ?? ''}` : `${findings.length} findings`} ${state === 'open' ? 'opened again' : state}${reason === '' ? '' : `: ${reason}`}`,
});

export interface StatedFinding {
  readonly state: FindingState;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly journalSeq: number;
}

/** What stands of each finding anybody spoke of: the later word follows the earlier. */
export function statedFindings(acts: readonly Act<{ readonly findings: readonly string[]; readonly state: FindingState; readonly reason: string }>[]): ReadonlyMap<string, StatedFinding> {
  const stated = new Map<string, StatedFinding>();
  for (const { seq, at, actor, data } of acts) {
    for (const finding of data.findings) stated.set(finding, { state: data.state, by: actor, at, reason: data.reason, journalSeq: seq });
  }
  for (const [finding, { state }] of stated) if (state === 'open') stated.delete(finding);
  return stated;
}

const runId = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** `rule:run` of a finding in one run, `rule:hash` of one over several. */
export function partsOfFindingId(id: string): { readonly rule: string; readonly run: string | null } {
  const colon = id.indexOf(':');
  const about = id.slice(colon + 1);
  return { rule: id.slice(0, colon), run: runId.test(about) ? about : null };
}

export function runFindingId(rule: string, run: string): string {
  return `${rule}:${run}`;
}

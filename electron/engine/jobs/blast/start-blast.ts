import type { BlastStart, CausePart, StartPart } from '#shared/model/blast.ts';
import { isMovingVersion } from '#shared/model/moving-versions.ts';
import type { RunRow } from '#shared/model/run.ts';
import type { VersionEntry } from '#shared/model/version.ts';
import { deploymentsOf } from '../../figures/blast-window.ts';
import type { CaseBench } from '../case-bench.ts';
import { recallVersions } from '../recall-versions.ts';

/** What of a run can be a cause. Versions and the action are chosen to begin with; a person says what it was. */
export async function startFromRun(bench: Pick<CaseBench, 'store' | 'caseKey' | 'shelf'>, run: RunRow): Promise<BlastStart> {
  const { entries } = await recallVersions(bench);
  const { model, modelVersion, promptTemplate, promptVersion, ruleId, actionType, agent, approver, system } = run;
  const parts = [
    ...(model !== null && modelVersion !== null ? [versioned({ kind: 'model', name: model, version: modelVersion }, entries)] : []),
    ...(promptTemplate !== null && promptVersion !== null ? [versioned({ kind: 'prompt', name: promptTemplate, version: promptVersion }, entries)] : []),
    ...plain('rule', ruleId, false),
    ...plain('action', actionType, true),
    ...plain('agent', agent, false),
    ...plain('approver', approver, false),
    ...plain('system', system, false),
  ];
  return { run, parts, ask: { cause: parts.filter(({ chosen }) => chosen).map(causeOf), where: '', environment: run.environment ?? 'production', window: null, at: run.startedAt } };
}

export function startFromSearch(where: string): BlastStart {
  return { run: null, parts: [], ask: { cause: [], where, environment: 'production', window: null, at: null } };
}

export function causeOf({ kind, name, version }: CausePart): CausePart {
  return { kind, name, version };
}

function versioned(part: CausePart, entries: readonly VersionEntry[]): StartPart {
  const moving = part.version !== null && isMovingVersion(part.version);
  return {
    ...part,
    chosen: !moving,
    deployments: deploymentsOf(part, entries).map(({ from, until, end, basis, changelog }) => ({ from, until, end, basis, changelog })),
    unusable: moving ? `${part.version ?? ''} is a name that moves: it says no version` : null,
  };
}

function plain(kind: CausePart['kind'], name: string | null, chosen: boolean): readonly StartPart[] {
  return name === null ? [] : [{ kind, name, version: null, chosen, deployments: [], unusable: null }];
}

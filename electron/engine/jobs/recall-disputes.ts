import type { Dispute, Disputes } from '#shared/model/dispute.ts';
import { compareInstants } from '#shared/time.ts';
import { disputeActs } from '../disputes/acts.ts';
import { countDisputes, orderDisputes } from '../disputes/count-disputes.ts';
import { disputeClock } from '../disputes/dispute-clock.ts';
import { consequenceDue, foldDisputes, type DoneToDispute } from '../disputes/fold-disputes.ts';
import { assembleRun } from '../lineage/assemble.ts';
import type { AssembledStage } from '../lineage/assembled-run.ts';
import { readInstant } from '../lineage/instants.ts';
import { disputedRuns, type DisputedRun } from '../store/queries/disputed-runs.ts';
import { lastInstant } from '../store/queries/last-instant.ts';
import type { CaseBench } from './case-bench.ts';
import { recallRuns, type RecalledRun } from './recall-runs.ts';
import { surveyState } from './survey/survey-state.ts';

/** Runs read back from the vault for their disputes; further ones are counted. */
const mostRuns = 500;

/** Every dispute the case knows of: those its records tell, read back from the vault now, and those filed here. `now`: for the clocks of the latter. */
export async function recallDisputes(bench: CaseBench, now: string): Promise<Disputes> {
  const { store, caseKey, shelf, acts } = bench;
  const survey = await surveyState(bench);
  const { filed, done, unread } = foldDisputes(acts, now);
  const { runs, all } = survey.kind === 'whole' ? await disputedRuns(store, caseKey, mostRuns) : { runs: [], all: 0 };
  const asOf = await lastInstant(store, caseKey);
  const recalled = new Map((await recallRuns(store, caseKey, shelf, runs.map(({ run }) => run))).map((run) => [run.id, run]));
  const recorded = runs.flatMap((about) => recordedDisputes(about, recalled.get(about.run), done, asOf));
  const disputes = orderDisputes([...filed, ...recorded]);
  const [undo, redo] = [acts.undoable(disputeActs)[0], acts.redoable(disputeActs)[0]];
  return { survey, disputes, counts: countDisputes(disputes), more: all - runs.length, unread, undo: undo === undefined ? null : stepWords(undo), redo: redo === undefined ? null : stepWords(redo) };
}

function recordedDisputes({ run, runName, subject, unlinked }: DisputedRun, recalled: RecalledRun | undefined, done: ReadonlyMap<string, DoneToDispute>, asOf: string | null): readonly Dispute[] {
  if (recalled === undefined) return [];
  return assembleRun(recalled.events)
    .stages.filter(({ kind, present }) => kind === 'dispute' && present)
    .map((stage): Dispute => {
      const id = stage.id === 'dispute' ? `run:${run}` : `run:${run}/${stage.id}`;
      const here = done.get(id);
      const instant = (name: string): string | null => instantOf(stage, name, recalled);
      const [filedAt, decidedAt, outcome] = [instant('filedAt') ?? stage.at, instant('decidedAt'), textOf(stage, 'outcome')];
      // What the records have is not replaced by what is said here later.
      const undecided = outcome === null && decidedAt === null;
      const decision = undecided ? (here?.decision ?? null) : null;
      const consequences = here?.consequences ?? [];
      return {
        id, basis: 'recorded', externalId: textOf(stage, 'id'), run, runName, subject, reasonClass: textOf(stage, 'class'), reason: textOf(stage, 'reason'), filedBy: textOf(stage, 'filedBy'), filedAt,
        outcome: outcome ?? decision?.outcome ?? null, rationale: textOf(stage, 'rationale') ?? decision?.rationale ?? null, decidedBy: textOf(stage, 'decidedBy') ?? decision?.by ?? null, decidedAt: decidedAt ?? decision?.at ?? null,
        escalatedTo: here?.escalatedTo ?? textOf(stage, 'escalatedTo'), consequences, consequenceDue: consequenceDue(outcome ?? decision?.outcome ?? null, consequences.map(({ what }) => what)),
        clock: disputeClock({ filedAt, decidedAt: decidedAt ?? decision?.at ?? null, decided: outcome !== null || decision !== null }, later(asOf, filedAt)), unlinked, journalSeq: null,
      };
    });
}

/** Records state their filing beside their own time: it may be the latest instant there is. */
function later(asOf: string | null, filedAt: string | null): string | null {
  if (asOf === null || filedAt === null) return asOf;
  return compareInstants(asOf, filedAt) < 0 ? filedAt : asOf;
}

function textOf({ values }: AssembledStage, name: string): string | null {
  const value = values[name]?.value;
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;
}

function instantOf({ values }: AssembledStage, name: string, { events }: RecalledRun): string | null {
  const value = values[name];
  return value === undefined ? null : readInstant(value.value, events[value.event]?.zone ?? null).ns;
}

function stepWords({ act, seq }: { readonly act: string; readonly seq: number }): string {
  return `${act.replaceAll('-', ' ')} (journal ${seq})`;
}

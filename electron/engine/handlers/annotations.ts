import { requests, type Request } from '#shared/ipc/contract.ts';
import { isJsonArray, type JsonObject } from '#shared/json.ts';
import { mostRunsInAct, type AnnotationStep, type ManualEvent, type RunAnnotations } from '#shared/model/annotation.ts';
import type { AnnotationSummary, RunsMarked } from '#shared/ipc/answers.ts';
import { defined } from '#shared/assert.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { compareInstants } from '#shared/time.ts';
import type { ActKind } from '../acts/act-kind.ts';
import { stepsOf } from '../acts/list-steps.ts';
import { annotationActs, eventNoted, runCommented, runStarred, runTagged, runUnstarred, runUntagged } from '../annotations/act-kinds.ts';
import { readAssertedTime } from '../annotations/asserted-time.ts';
import { foldAnnotations } from '../annotations/fold-annotations.ts';
import { findingStated } from '../findings/finding-acts.ts';
import { listSupplied, listWithdrawn } from '../findings/list-acts.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { projectFindingStates } from '../jobs/findings/finding-states.ts';
import { projectAct, type ActDone } from '../jobs/project-annotations.ts';
import { externalIds, idsOfMatching, marksOfRuns, tagCounts } from '../store/queries/annotations.ts';
import { handler, type Handler } from './handler.ts';
import { refuseUnfinishedSearch } from './searchable-bench.ts';
import { savedSearchHandlers } from './saved-searches.ts';
import type { Session } from './session.ts';
import { surveyAnew } from './survey-anew.ts';
import { undoableActs, undoableKinds } from './undoable-kinds.ts';

export const annotationHandlers: readonly Handler[] = [
  handler('annotations.star', requests['annotations.star'], async (session, { on, starred }) => {
    const runs = await meantRuns(session.settledBench(), on);
    const { stars } = foldAnnotations(session.settledBench().acts);
    const changing = runs.filter((run) => stars.has(run) !== starred);
    return markRuns(session, starred ? runStarred : runUnstarred, runs.length, changing, { runs: changing });
  }),
  handler('annotations.tag', requests['annotations.tag'], async (session, { on, tag: asked, tagged }) => {
    const runs = await meantRuns(session.settledBench(), on);
    const { tags } = foldAnnotations(session.settledBench().acts);
    // One spelling a tag: what is there already wins over how it was typed now.
    const tag = tags.has(asked) ? asked : ([...tags.keys()].find((known) => known.toLowerCase() === asked.toLowerCase()) ?? asked);
    const changing = runs.filter((run) => (tags.get(tag)?.has(run) ?? false) !== tagged);
    return markRuns(session, tagged ? runTagged : runUntagged, runs.length, changing, { tag, runs: changing });
  }),
  handler('annotations.comment', requests['annotations.comment'], async (session, { run, text, of }) => {
    const { acts } = session.settledBench();
    if (of !== null && foldAnnotations(acts).comments.every((comment) => comment.seq !== of || comment.run !== run)) throw new ProblemError('no-such-comment', 'The comment to be worded anew is not there any more.', 'Write a new one.');
    const [known] = await knownRuns(session.settledBench(), [run]);
    const { seq } = orThrow(acts.record(runCommented, { run: known ?? run, text, of }));
    await changed(session, { seq, runs: [], what: 'notes' });
    return { seq };
  }),
  handler('annotations.noteEvent', requests['annotations.noteEvent'], async (session, { when, text, subject, runs, of }) => {
    const { acts } = session.settledBench();
    if (of !== null && foldAnnotations(acts).events.every((event) => event.seq !== of)) throw new ProblemError('no-such-event', 'The event to be worded anew is not there any more.', 'Note a new one.');
    const read = orThrow(readAssertedTime(when));
    const { seq } = orThrow(acts.record(eventNoted, { when: { ...read }, text, subject, runs: [...(await knownRuns(session.settledBench(), runs))], of }));
    await changed(session, { seq, runs: [], what: 'notes' });
    return { seq };
  }),
  handler('annotations.ofRuns', requests['annotations.ofRuns'], async (session, { runs }) => {
    const { store, caseKey } = session.settledBench();
    return marksOfRuns(store, caseKey, runs);
  }),
  handler('annotations.ofRun', requests['annotations.ofRun'], async (session, { run }) => annotationsOf(session.bench(), run.toLowerCase())),
  handler('annotations.summary', requests['annotations.summary'], summaryOf),
  handler('annotations.history', requests['annotations.history'], async (session, { after, limit }) => {
    const { acts, case: { journal } } = session.bench();
    const steps = stepsOf(journal.all(), acts, undoableKinds).filter(({ seq }) => after === null || seq < Number(after));
    const last = steps[limit - 1];
    return { rows: steps.slice(0, limit), next: steps.length > limit && last !== undefined ? String(last.seq) : null };
  }),
  handler('annotations.undo', requests['annotations.undo'], async (session, { seq }) => turn(session, 'undo', seq ?? session.bench().acts.undoable(undoableActs)[0]?.seq ?? null)),
  handler('annotations.redo', requests['annotations.redo'], async (session, { seq }) => turn(session, 'redo', seq ?? session.bench().acts.redoable(undoableActs)[0]?.seq ?? null)),
  ...savedSearchHandlers,
];

async function meantRuns(bench: CaseBench, on: Request<'annotations.star'>['on']): Promise<readonly string[]> {
  const { store, caseKey } = bench;
  if ('runs' in on) return knownRuns({ store, caseKey }, on.runs);
  await refuseUnfinishedSearch(bench, on.where);
  const ids = await idsOfMatching(store, caseKey, on.where, mostRunsInAct + 1);
  if (ids.length > mostRunsInAct) throw new ProblemError('too-many-runs', `More than ${mostRunsInAct} runs match. One act names its runs one by one, and at most ${mostRunsInAct} of them.`, 'Narrow the search, or save it: a saved search needs no mark on its runs.');
  return ids;
}

/** A run this case does not have would be marked where nobody sees it. */
async function knownRuns({ store, caseKey }: Pick<CaseBench, 'store' | 'caseKey'>, named: readonly string[]): Promise<readonly string[]> {
  const runs = [...new Set(named.map((run) => run.toLowerCase()))];
  const known = await externalIds(store, caseKey, runs);
  const missing = runs.find((run) => !known.has(run));
  if (missing !== undefined) throw new ProblemError('no-such-run', `This case has no run ${JSON.stringify(missing)}.`, 'Load the list again.');
  return runs;
}

async function markRuns<T extends JsonObject>(session: Session, kind: ActKind<T>, asked: number, changing: readonly string[], data: T): Promise<RunsMarked> {
  if (changing.length === 0) return { asked, changed: 0, seq: null };
  const { seq } = orThrow(session.settledBench().acts.record(kind, data));
  await changed(session, { seq, runs: changing, what: 'marks' });
  return { asked, changed: changing.length, seq };
}

async function changed(session: Session, done: ActDone): Promise<void> {
  await projectAct(session.bench(), done);
  session.facets.clear();
}

async function turn(session: Session, way: 'undo' | 'redo', seq: number | null): Promise<AnnotationStep | null> {
  if (seq === null) return null;
  const { acts, case: { journal } } = session.settledBench();
  const turned = orThrow(acts[way](seq, undoableActs));
  const entry = defined(journal.all(seq - 1)[0], 'the entry that was turned');
  if (annotationActs.includes(entry.act)) await changed(session, { seq: turned.seq, runs: runsOf(entry), what: entry.act === runCommented.act || entry.act === eventNoted.act ? 'notes' : entry.act.startsWith('run-') ? 'marks' : 'searches' });
  else if (entry.act === listSupplied.act || entry.act === listWithdrawn.act) await surveyAnew(session);
  else {
    if (entry.act === findingStated.act) await projectFindingStates(session.bench());
    session.facets.clear();
    session.emit('case.changed', await session.info());
  }
  return stepsOf([entry], acts, undoableKinds)[0] ?? null;
}

function runsOf({ data }: JournalEntry): readonly string[] {
  const { runs } = data;
  return isJsonArray(runs) ? runs.map(String) : [];
}

function annotationsOf({ acts }: CaseBench, run: string): RunAnnotations {
  const { stars, tags, comments, events } = foldAnnotations(acts);
  return {
    starred: stars.get(run) ?? null,
    tags: Array.from(tags, ([tag, runs]) => ({ tag, mark: runs.get(run) })).flatMap(({ tag, mark }) => (mark === undefined ? [] : [{ tag, ...mark }])),
    comments: comments.filter((comment) => comment.run === run),
    events: events.filter(({ runs }) => runs.includes(run)),
  };
}

const mostComments = 500;

async function summaryOf(session: Session): Promise<AnnotationSummary> {
  const { store, caseKey, acts, case: { journal } } = session.settledBench();
  const { stars, comments, events, unread } = foldAnnotations(acts);
  const shown = comments.toReversed().slice(0, mostComments);
  const names = await externalIds(store, caseKey, [...new Set(shown.map(({ run }) => run))]);
  const step = (seq: number | undefined): AnnotationStep | null => (seq === undefined ? null : (stepsOf(journal.all(seq - 1).slice(0, 1), acts, undoableKinds)[0] ?? null));
  return {
    starred: stars.size,
    tags: await tagCounts(store, caseKey),
    comments: shown.map((comment) => ({ ...comment, externalId: names.get(comment.run) ?? null })),
    commentCount: comments.length,
    events: events.toSorted(byTime),
    undo: step(acts.undoable(undoableActs)[0]?.seq),
    redo: step(acts.redoable(undoableActs)[0]?.seq),
    unread: unread.length,
  };
}

function byTime(a: ManualEvent, b: ManualEvent): number {
  const [one, other] = [a.when.from, b.when.from];
  if (one === null || other === null) return one === other ? a.seq - b.seq : one === null ? 1 : -1;
  return compareInstants(one, other) || a.seq - b.seq;
}

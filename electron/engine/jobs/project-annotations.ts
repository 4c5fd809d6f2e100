import { foldAnnotations, type Annotations } from '../annotations/fold-annotations.ts';
import { annotationActs } from '../annotations/act-kinds.ts';
import { appliedAnnotations, clearRunMarks, markAnnotations, writeNotes, writeRunMarks, type AnnotationRows } from '../store/annotation-rows.ts';
import { foldCase } from '../store/run-words.ts';
import type { CaseBench } from './case-bench.ts';

type Bench = Pick<CaseBench, 'store' | 'caseKey' | 'acts' | 'case'>;

/** Seq of the last entry that may have changed an annotation; 0 for none. */
export function lastAnnotation({ case: { journal } }: Pick<CaseBench, 'case'>): number {
  return journal.all().findLast(({ act }) => annotationActs.includes(act) || act === 'act-undone' || act === 'act-redone')?.seq ?? 0;
}

/** Fills the tables when they are behind the journal: after a crash, in a copy of the case, in an index of an older build. */
export async function bringAnnotationsUp(bench: Bench): Promise<void> {
  if ((await appliedAnnotations(bench.store, bench.caseKey)) !== lastAnnotation(bench)) await projectAll(bench);
}

export interface ActDone {
  /** Of the last journal entry about it: the act itself, or what took it back. */
  readonly seq: number;
  readonly runs: readonly string[];
  readonly what: 'marks' | 'notes' | 'searches';
}

/** The tables after an act: only what it may have changed. */
export async function projectAct(bench: Bench, { seq, runs, what }: ActDone): Promise<void> {
  const rows = rowsOf(foldAnnotations(bench.acts));
  if (what === 'marks') await writeRunMarks(bench.store, bench.caseKey, runs, rows);
  else if (what === 'notes') await writeNotes(bench.store, bench.caseKey, rows);
  await markAnnotations(bench.store, bench.caseKey, seq);
}

async function projectAll(bench: Bench): Promise<void> {
  const rows = rowsOf(foldAnnotations(bench.acts));
  await clearRunMarks(bench.store, bench.caseKey);
  await writeRunMarks(bench.store, bench.caseKey, [...new Set([...rows.stars, ...rows.tags].map(({ run }) => run))], rows);
  await writeNotes(bench.store, bench.caseKey, rows);
  await markAnnotations(bench.store, bench.caseKey, lastAnnotation(bench));
}

function rowsOf({ stars, tags, comments, events }: Annotations): AnnotationRows {
  return {
    stars: Array.from(stars, ([run, { seq }]) => ({ run, seq })),
    tags: Array.from(tags, ([tag, runs]) => Array.from(runs, ([run, { seq }]) => ({ tag, run, seq }))).flat(),
    comments: comments.map(({ seq, run, text }) => ({ seq, run, words: foldCase(text) })),
    events: events.map(({ seq, when, text, subject, runs }) => ({ seq, from: when.from, until: when.until, words: foldCase(text), subject, runs })),
  };
}

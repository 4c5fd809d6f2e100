import { create } from 'zustand';
import type { AnnotationSummary, RunsMarked } from '#shared/ipc/answers.ts';
import type { Request } from '#shared/ipc/contract.ts';
import type { AnnotationStep, RowMarks } from '#shared/model/annotation.ts';
import type { Result } from '#shared/result.ts';
import { call } from '../bridge.ts';
import { countedText } from '../parts/count-text.ts';
import { reportProblem } from './app-state.ts';
import { refreshCaseInfo } from './case-state.ts';
import { isWithheld, noteWithheld } from './withheld.ts';

export type AnnotateDialog = { readonly kind: 'tag' } | { readonly kind: 'comment' } | { readonly kind: 'event' } | { readonly kind: 'save search'; readonly where: string };

interface AnnotationsState {
  /** Grows with every act: part of the key of whatever shows annotations, or searches by them. */
  readonly revision: number;
  readonly summary: AnnotationSummary | null;
  /** Of listed runs that carry anything. */
  readonly marks: ReadonlyMap<string, RowMarks>;
  /** Runs whose marks are as of now. */
  readonly known: ReadonlySet<string>;
  readonly dialog: AnnotateDialog | null;
  /** What was just done, in words, until the next act. */
  readonly said: string | null;
}

const nothing: AnnotationsState = { revision: 0, summary: null, marks: new Map(), known: new Set(), dialog: null, said: null };
const pageLength = 500;

export const useAnnotations = create<AnnotationsState>(() => nothing);

export function forgetAnnotations(): void {
  useAnnotations.setState(({ revision }) => ({ ...nothing, revision: revision + 1 }));
}

export async function loadAnnotations(): Promise<void> {
  const answer = await call('annotations.summary', {});
  if (answer.ok) useAnnotations.setState({ summary: answer.value });
  else if (isWithheld(answer.problem)) noteWithheld();
  else if (answer.problem.code !== 'no-case') reportProblem(answer.problem);
}

/** Asks for the marks of listed runs that are not known yet. */
export async function askMarks(runs: readonly string[]): Promise<void> {
  const { known, revision } = useAnnotations.getState();
  const asked = runs.filter((run) => !known.has(run));
  for (let from = 0; from < asked.length; from += pageLength) {
    const some = asked.slice(from, from + pageLength);
    const answer = await call('annotations.ofRuns', { runs: some });
    if (!answer.ok || useAnnotations.getState().revision !== revision) return;
    useAnnotations.setState(({ marks, known: before }) => {
      const next = new Map(marks);
      for (const run of some) next.delete(run);
      for (const found of answer.value) next.set(found.run, found);
      return { marks: next, known: new Set([...before, ...some]) };
    });
  }
}

export function showDialog(dialog: AnnotateDialog | null): void {
  useAnnotations.setState({ dialog });
}

/** What an act is about: the picked runs, else the open one, else the one the keyboard stands on. */
export async function star(on: Request<'annotations.star'>['on'], starred: boolean): Promise<void> {
  const answer = await call('annotations.star', { on, starred });
  noteMarked(answer, starred ? 'Starred' : 'Took the star from');
}

export async function tag(on: Request<'annotations.tag'>['on'], name: string, tagged: boolean): Promise<boolean> {
  const answer = await call('annotations.tag', { on, tag: name, tagged });
  noteMarked(answer, tagged ? `Tagged “${name}”:` : `Took the tag “${name}” from`);
  return answer.ok;
}

export async function comment(run: string, text: string, of: number | null): Promise<boolean> {
  return noteDone(await call('annotations.comment', { run, text, of }), of === null ? 'Comment written' : 'Comment worded anew');
}

export async function noteEvent(event: Request<'annotations.noteEvent'>): Promise<boolean> {
  return noteDone(await call('annotations.noteEvent', event), event.of === null ? 'Event noted' : 'Event worded anew');
}

export async function undo(seq: number | null = null): Promise<void> {
  noteTurned(await call('annotations.undo', { seq }), 'Taken back', 'There is nothing to take back');
}

export async function redo(seq: number | null = null): Promise<void> {
  noteTurned(await call('annotations.redo', { seq }), 'Done again', 'There is nothing to do again');
}

/** After an act: everything that shows annotations asks anew. */
export function annotationsChanged(said: string): void {
  useAnnotations.setState(({ revision }) => ({ revision: revision + 1, known: new Set(), said }));
  void loadAnnotations();
  void refreshCaseInfo();
}

function noteMarked(answer: Result<RunsMarked>, what: string): void {
  if (!answer.ok) {
    reportProblem(answer.problem);
    return;
  }
  const { asked, changed } = answer.value;
  const already = asked - changed;
  if (changed === 0) useAnnotations.setState({ said: `Nothing changed: ${countedText(asked, 'run')} ${asked === 1 ? 'was' : 'were'} so already` });
  else annotationsChanged(`${what} ${countedText(changed, 'run')}${already > 0 ? `; ${already} ${already === 1 ? 'was' : 'were'} so already` : ''}`);
}

function noteDone(answer: Result<unknown>, said: string): boolean {
  if (answer.ok) annotationsChanged(said);
  else reportProblem(answer.problem);
  return answer.ok;
}

function noteTurned(answer: Result<AnnotationStep | null>, what: string, none: string): void {
  if (!answer.ok) reportProblem(answer.problem);
  else if (answer.value === null) useAnnotations.setState({ said: none });
  else annotationsChanged(`${what}: ${answer.value.words}`);
}

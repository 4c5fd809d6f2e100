import type { AnnotationStep, ManualEvent, RowMarks, RunAnnotations, RunComment, SavedSearch } from '../../model/annotation.ts';
import type { Page } from '../answers.ts';

/** What the channels of annotations answer with. */
export interface AnnotationAnswers {
  'annotations.star': RunsMarked;
  'annotations.tag': RunsMarked;
  'annotations.comment': { readonly seq: number };
  'annotations.noteEvent': { readonly seq: number };
  /** Only runs that carry anything. */
  'annotations.ofRuns': readonly RowMarks[];
  'annotations.ofRun': RunAnnotations;
  'annotations.summary': AnnotationSummary;
  'annotations.history': Page<AnnotationStep>;
  /** The act taken back or brought back; null: there was none. */
  'annotations.undo': AnnotationStep | null;
  'annotations.redo': AnnotationStep | null;
  'searches.list': readonly SavedSearch[];
  'searches.recent': readonly string[];
  'searches.note': null;
  'searches.save': null;
  'searches.forget': null;
}

export interface RunsMarked {
  /** Runs that were meant, and how many of them changed: the others were so already. */
  readonly asked: number;
  readonly changed: number;
  /** null: nothing changed and nothing was written. */
  readonly seq: number | null;
}

export interface AnnotationSummary {
  readonly starred: number;
  /** Most runs first. */
  readonly tags: readonly { readonly tag: string; readonly runs: number }[];
  /** Newest first, at most 500; `commentCount` counts all. */
  readonly comments: readonly (RunComment & { readonly externalId: string | null })[];
  readonly commentCount: number;
  /** By time, those without one last. */
  readonly events: readonly ManualEvent[];
  readonly undo: AnnotationStep | null;
  readonly redo: AnnotationStep | null;
  /** Entries of another build that this one does not understand and so does not show. */
  readonly unread: number;
}

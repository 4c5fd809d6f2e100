import type { StageKind } from './lineage.ts';
import type { VariantLetter } from './run-facts.ts';
import type { SurveyState } from './survey.ts';

/** One mark of a drawn sequence: a stage as often as it follows itself, or the place of a stage that no record speaks of. */
export interface VariantMark {
  readonly kind: StageKind;
  /** null: not recorded. */
  readonly letter: VariantLetter | null;
  readonly times: number;
}

/** `order`: what stands where a process would not have it. `gap`: what no record speaks of. `fact`: worth knowing, no more. */
export interface VariantRemark {
  readonly kind: 'order' | 'gap' | 'fact';
  readonly words: string;
}

/** Runs whose records tell the same stages in the same order. */
export interface ProcessVariant {
  /** As `RunFacts.variant`. */
  readonly variant: string;
  readonly runs: number;
  /** Starts of the first and the last of them; null: none of them states one. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** By action type, most runs first; null: not recorded. */
  readonly actions: readonly { readonly action: string | null; readonly runs: number }[];
  readonly marks: readonly VariantMark[];
  /** Stages behind the marks that are not drawn. */
  readonly undrawn: number;
  readonly remarks: readonly VariantRemark[];
  /** The search that lists exactly these runs, within the search asked about. */
  readonly term: string;
}

export interface ProcessVariants {
  readonly survey: SurveyState;
  /** Runs of the search, and of the case. */
  readonly matching: number;
  readonly total: number;
  /** Most runs first; null while the survey is not whole: sequences of some runs are no answer. */
  readonly variants: readonly ProcessVariant[] | null;
  /** Variants beyond those listed. */
  readonly more: { readonly variants: number; readonly runs: number };
}

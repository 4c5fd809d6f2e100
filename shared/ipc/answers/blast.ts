import type { JsonObject } from '../../json.ts';
import type { Blast, BlastStart } from '../../model/blast.ts';
import type { FrozenFigure, RerunFigure } from '../../model/figure.ts';

export interface BlastAnswers {
  'blast.start': BlastStart;
  'blast.figures': Blast;
  'figures.freeze': FrozenAnswer;
  /** Newest first. */
  'figures.frozen': readonly FrozenAnswer[];
  'figures.rerun': readonly RerunFigure[];
}

/** Figures as a person kept them: cited by the number of the act. */
export interface FrozenAnswer {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly title: string;
  readonly query: string;
  readonly parameters: JsonObject;
  readonly dataHash: string;
  readonly figures: readonly FrozenFigure[];
}

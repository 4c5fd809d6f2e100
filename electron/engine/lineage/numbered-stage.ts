import type { StageKind } from '#shared/model/lineage.ts';
import type { MergedStage } from './merge.ts';

/** A stage with the id that links and the page use: `execution`, `execution-2`, … */
export interface NumberedStage {
  readonly id: string;
  readonly kind: StageKind;
  readonly at: string | null;
  readonly stage: MergedStage;
}

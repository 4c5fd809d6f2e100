import type { CohortComparison } from '../../model/cohort-comparison.ts';
import type { RunPair } from '../../model/run-pair.ts';
import type { ProcessVariants } from '../../model/variant.ts';

export interface VariantAnswers {
  'variants.list': ProcessVariants;
  'cohorts.compare': CohortComparison;
  'runs.compare': RunPair;
}

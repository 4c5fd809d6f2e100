import type { CohortComparison } from '../../model/cohort-comparison.ts';
import type { ProcessVariants } from '../../model/variant.ts';

export interface VariantAnswers {
  'variants.list': ProcessVariants;
  'cohorts.compare': CohortComparison;
}

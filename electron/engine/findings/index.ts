import type { FindingRule } from './finding-rule.ts';

/** Every rule, one line each. */
export const findingRules: readonly FindingRule[] = [];

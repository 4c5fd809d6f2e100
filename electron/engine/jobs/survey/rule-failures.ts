import { z } from 'zod';
import { metaValue } from '../../store/queries/meta.ts';
import type { CaseBench } from '../case-bench.ts';

/** Rules that threw in the last survey, each with what it said: such a rule is not checked, whatever it found elsewhere. */
export async function ruleFailures({ store, caseKey }: Pick<CaseBench, 'store' | 'caseKey'>): Promise<ReadonlyMap<string, string>> {
  const kept = await metaValue(store, caseKey, 'rule-failures');
  return new Map(kept === null ? [] : failures.parse(JSON.parse(kept)).map(({ rule, run, what }) => [rule, `the rule itself failed${run === '' ? '' : ` at run ${run}`}: ${what}`]));
}

const failures = z.array(z.object({ rule: z.string(), run: z.string(), what: z.string() }));

import { z } from 'zod';
import type { Store } from '../store.ts';
import { metaValue, setMeta } from './meta.ts';

/** Counts the findings of each rule, a statement a rule, and keeps the counts: a rule may have as many findings as there are runs. */
export async function countFindings(store: Store, caseKey: number, rules: readonly { readonly id: string; readonly key: number }[], onRule: () => void): Promise<void> {
  const counts: Record<string, number> = {};
  for (const { id, key } of rules) {
    onRule();
    const [row] = await store.query(
      `SELECT (SELECT count(*) FROM run_finding WHERE case_key = $1 AND rule_key = $2) + (SELECT count(*) FROM case_finding WHERE case_key = $1 AND rule_key = $2)`,
      [caseKey, key],
    );
    counts[id] = Number(row?.[0] ?? 0);
  }
  await setMeta(store, caseKey, 'finding-counts', JSON.stringify(counts));
}

/** By rule id; empty when no survey has ended. */
export async function findingCounts(store: Store, caseKey: number): Promise<ReadonlyMap<string, number>> {
  const kept = await metaValue(store, caseKey, 'finding-counts');
  return new Map(kept === null ? [] : Object.entries(counts.parse(JSON.parse(kept))));
}

const counts = z.record(z.string(), z.number());

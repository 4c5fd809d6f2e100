import type { GateTable, RuleContext } from './finding-rule.ts';
import { remembering } from './recorded.ts';

export type Gate = GateTable['gates'][number];

/**
 * The gate of an action type by the table; null: it names none. An entry fits where its words stand in the action type one
 * after the other (`email` in `email_draft`, `lead route` in `crm.leadRoute`); of several the one with most words, then the first.
 */
export function gateOfAction(context: RuleContext): (actionType: string) => Gate | null {
  const known = tables.get(context.gates);
  if (known !== undefined) return known;
  const entries = context.gates.gates.map((gate) => ({ gate, words: wordsOf(gate.action) })).filter(({ words }) => words.length > 0);
  const ordered = entries.toSorted((a, b) => b.words.length - a.words.length);
  const answers = new Map<string, Gate | null>();
  const answer = (actionType: string): Gate | null => {
    const before = answers.get(actionType);
    if (before !== undefined) return before;
    const words = wordsOf(actionType);
    const gate = ordered.find((entry) => stand(entry.words, words))?.gate ?? null;
    // Action types are evidence: there may be as many as runs.
    if (answers.size < 10_000) answers.set(actionType, gate);
    return gate;
  };
  tables.set(context.gates, answer);
  return answer;
}

const tables = new WeakMap<GateTable, (actionType: string) => Gate | null>();

export const wordsOf: (text: string) => readonly string[] = remembering((text) => text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''));

function stand(words: readonly string[], within: readonly string[]): boolean {
  return within.some((_, index) => words.every((word, offset) => within[index + offset] === word));
}

import { createHmac } from 'node:crypto';
import type { Pseudonym } from '../../reports/pseudonyms.ts';
import type { CaseBench } from '../case-bench.ts';
import { reportMade } from './report-acts.ts';

/** `Person-017` for every name and id of a person that the runs of the incident state: those given out before keep theirs, new ones follow in order of the runs. */
export function pseudonymsOf(bench: CaseBench, names: readonly string[]): readonly Pseudonym[] {
  const given = new Map<string, number>();
  for (const { data } of bench.acts.of(reportMade).acts) for (const [index, print] of data.people.entries()) given.set(print, index + 1);
  const prints = [...given].toSorted((a, b) => a[1] - b[1]).map(([print]) => print);
  for (const name of names) {
    const print = printOf(bench, name);
    if (given.has(print)) continue;
    prints.push(print);
    given.set(print, prints.length);
  }
  return names.map((name) => ({ recorded: name, pseudonym: `Person-${String(given.get(printOf(bench, name)) ?? 0).padStart(3, '0')}` }));
}

/** The list as the journal keeps it: in the order of the numbers, no name in it. */
export function peoplePrints(bench: CaseBench, names: readonly string[]): readonly string[] {
  const before = bench.acts.of(reportMade).acts.flatMap(({ data }) => data.people);
  return [...new Set([...longest(bench.acts.of(reportMade).acts.map(({ data }) => data.people)), ...before, ...names.map((name) => printOf(bench, name))])];
}

function longest(lists: readonly (readonly string[])[]): readonly string[] {
  return lists.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

/** Keyed by the case, so that the same person has another print, and another number, in another case. */
function printOf({ case: { folder } }: CaseBench, name: string): string {
  return createHmac('sha256', folder.id).update(name).digest('hex').slice(0, 32);
}

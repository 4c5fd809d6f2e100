import type { FlowCount } from '#shared/model/blast.ts';
import { countedText } from '../../parts/count-text.ts';

export interface MapNode {
  readonly id: string;
  readonly column: 0 | 1 | 2;
  readonly title: string;
  readonly detail: string;
}

export interface MapLink {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface BlastMap {
  readonly nodes: readonly MapNode[];
  readonly links: readonly MapLink[];
}

/** With the cause and the two that stand for the rest: at most 40 cards. */
const mostOfColumn = 18;
const others = 'all others';

interface Tally {
  certain: number;
  possible: number;
}

/** Cause → action types → target systems, counts on the links. What is beyond the first of a column is one card, counted with the others. */
export function blastMap(flow: readonly FlowCount[], cause: string): BlastMap {
  const columns = [kept(flow, ({ action }) => action), kept(flow, ({ system }) => system)] as const;
  const actionOf = (count: FlowCount): string => placeOf(count.action, columns[0]);
  const systemOf = (count: FlowCount): string => placeOf(count.system, columns[1]);
  const actions = tallied(flow, (count) => `a ${actionOf(count)}`);
  const systems = tallied(flow, (count) => `s ${systemOf(count)}`);
  const pairs = tallied(flow, (count) => JSON.stringify([`a ${actionOf(count)}`, `s ${systemOf(count)}`]));
  const all = tallied(flow, () => 'cause').get('cause') ?? { certain: 0, possible: 0 };
  return {
    nodes: [
      { id: 'cause', column: 0, title: cause, detail: tallyText(all) },
      ...Array.from(actions, ([id, tally]): MapNode => ({ id, column: 1, title: id.slice(2), detail: tallyText(tally) })),
      ...Array.from(systems, ([id, tally]): MapNode => ({ id, column: 2, title: id.slice(2), detail: tallyText(tally) })),
    ],
    links: [
      ...Array.from(actions, ([id, tally]) => ({ from: 'cause', to: id, label: tallyText(tally) })),
      ...Array.from(pairs, ([pair, tally]) => {
        const [from = '', to = ''] = asPair(pair);
        return { from, to, label: tallyText(tally) };
      }),
    ],
  };
}

function asPair(text: string): readonly string[] {
  const pair: readonly string[] = JSON.parse(text);
  return pair;
}

function kept(flow: readonly FlowCount[], valueOf: (count: FlowCount) => string | null): ReadonlySet<string | null> {
  const tallies = new Map<string | null, number>();
  for (const count of flow) tallies.set(valueOf(count), (tallies.get(valueOf(count)) ?? 0) + count.certain + count.possible);
  return new Set([...tallies].sort(([, a], [, b]) => b - a).slice(0, mostOfColumn).map(([value]) => value));
}

function placeOf(value: string | null, known: ReadonlySet<string | null>): string {
  return known.has(value) ? (value ?? 'not recorded') : others;
}

function tallied(flow: readonly FlowCount[], keyOf: (count: FlowCount) => string): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const count of flow) {
    const tally = tallies.get(keyOf(count)) ?? { certain: 0, possible: 0 };
    tally.certain += count.certain;
    tally.possible += count.possible;
    tallies.set(keyOf(count), tally);
  }
  return tallies;
}

function tallyText({ certain, possible }: Tally): string {
  return possible === 0 ? countedText(certain, 'run') : `${countedText(certain, 'run')}, up to ${countedText(certain + possible, 'run')}`;
}

import type { RunRow } from '#shared/model/run.ts';
import { compareInstants } from '#shared/time.ts';
import type { CaseFinding } from './finding-rule.ts';

/** What is kept of the runs of one group: all their ids, since a finding counts them and a search by it lists them. */
export interface RunGroup {
  readonly key: string;
  readonly count: number;
  readonly runs: readonly string[];
  readonly firstAt: string | null;
}

interface Draft {
  readonly runs: string[];
  firstAt: string | null;
}

/** Runs sorted into groups as a collector is fed; the answer does not depend on the order they came in. */
export class GroupedRuns {
  readonly #groups = new Map<string, Draft>();

  add(key: string, row: Pick<RunRow, 'id' | 'startedAt'>): void {
    const group = this.#groups.get(key);
    if (group === undefined) {
      this.#groups.set(key, { runs: [row.id], firstAt: row.startedAt });
      return;
    }
    group.runs.push(row.id);
    if (row.startedAt !== null && (group.firstAt === null || compareInstants(row.startedAt, group.firstAt) < 0)) group.firstAt = row.startedAt;
  }

  groups(): readonly RunGroup[] {
    return [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { runs, firstAt }]) => ({ key, count: runs.length, runs: runs.sort(), firstAt }));
  }

  /** One finding a group; `evidence` names values of each of its first runs. */
  findings(sentenceOf: (group: RunGroup) => string, evidence: (group: RunGroup) => readonly string[]): readonly CaseFinding[] {
    return this.groups().map((group) => caseFinding(group, sentenceOf(group), evidence(group)));
  }
}

const shownRuns = 5;

export function caseFinding(group: Omit<RunGroup, 'count'>, sentence: string, values: readonly string[]): CaseFinding {
  return { key: group.key, sentence, runs: group.runs, at: group.firstAt, evidence: group.runs.slice(0, shownRuns).flatMap((run) => values.map((value) => `${run} ${value}`)) };
}

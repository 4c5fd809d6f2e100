import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { DecisionsOfPeople, type PersonDecision } from './decisions-of-people.ts';
import { at, counted, durationText, quoted } from './wording.ts';

const quick = 3_000_000_000n;
const fewest = 5;

export const decidedInBurst: FindingRule = {
  id: 'decided-in-burst',
  title: 'Many decisions within seconds of being shown',
  definition:
    'At least 5 consecutive decisions of one approver, each made less than 3 s after the approval was asked for or, where that is not recorded, less than 3 s after the decision before it. Where it was not recorded when they were shown, the decision that the first of them follows so closely is the first of the five. Decisions of exactly the same instant are one click for several, a batch approval, and count as one. Exactly 3 s is no part of it.',
  basis: 'Approval audit: burst',
  severity: 'medium',
  family: 'approval',
  overRuns() {
    const people = new DecisionsOfPeople();
    return {
      add: (row, facts) => people.add(row, facts),
      end() {
        const found: CaseFinding[] = [];
        for (const { approver, clicks } of people.clicks()) {
          let burst: (readonly PersonDecision[])[] = [];
          const close = (): void => {
            if (burst.length >= fewest) found.push(burstFinding(approver, burst));
            burst = [];
          };
          for (const [index, click] of clicks.entries()) {
            // A burst without shown times begins with the decision the next one follows so closely.
            if (isQuick(click, clicks[index - 1])) burst.push(...(burst.length === 0 && click[0]?.shownAt === null ? [clicks[index - 1] ?? click] : []), click);
            else close();
          }
          close();
        }
        return found;
      },
    };
  },
};

function isQuick(click: readonly PersonDecision[], before: readonly PersonDecision[] | undefined): boolean {
  const [first] = click;
  if (first === undefined) return false;
  const since = first.shownAt ?? before?.[0]?.decidedAt ?? null;
  return since !== null && first.decidedAt >= since && first.decidedAt - since < quick;
}

function burstFinding(approver: string, burst: readonly (readonly PersonDecision[])[]): CaseFinding {
  const decisions = burst.flat();
  const [from, to] = [burst[0]?.[0]?.decidedAt ?? 0n, burst.at(-1)?.[0]?.decidedAt ?? 0n];
  const batches = burst.filter((click) => click.length > 1).length;
  const batched = batches === 0 ? '' : `; ${counted(batches, 'of them is a batch approval', 'of them are batch approvals')}, ${counted(decisions.length, 'run')} in all`;
  return {
    key: `${approver} ${from}`,
    sentence: `${quoted(approver)} decided ${burst.length} times in a row within ${durationText(to - from)} from ${at(String(from))}, each less than 3 s after it was shown or after the decision before${batched}.`,
    runs: decisions.map(({ run }) => run),
    at: String(from),
    evidence: decisions.slice(0, 8).map(({ run }) => `${run} decision.at`),
  };
}

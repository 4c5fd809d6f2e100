import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { DecisionsOfPeople, type PersonDecision } from './decisions-of-people.ts';
import { at, counted, durationText, quoted } from './wording.ts';

const window = 180_000_000_000n;
const fewest = 10;

export const decisionsCloseTogether: FindingRule = {
  id: 'decisions-close-together',
  title: 'Many decisions of one approver within three minutes',
  definition:
    'At least 10 decisions of one approver lie within less than 180 s from the first of them to the last. Windows that share a decision are one finding. Decisions of exactly the same instant are one click for several and count as one. How long each took is not part of it: decisions made within 3 s of being shown raise `decided-in-burst` as well.',
  basis: 'Approval audit: burst, by count and window',
  severity: 'medium',
  family: 'approval',
  overRuns() {
    const people = new DecisionsOfPeople();
    return {
      add: (row, facts) => people.add(row, facts),
      end() {
        const found: CaseFinding[] = [];
        for (const { approver, clicks } of people.clicks()) for (const [from, to] of densePlaces(clicks)) found.push(finding(approver, clicks.slice(from, to + 1)));
        return found;
      },
    };
  },
};

function* densePlaces(clicks: readonly (readonly PersonDecision[])[]): Generator<readonly [number, number]> {
  let open: [number, number] | null = null;
  for (let to = fewest - 1; to < clicks.length; to += 1) {
    const from = to - fewest + 1;
    if (timeOf(clicks[to]) - timeOf(clicks[from]) >= window) continue;
    if (open !== null && from <= open[1]) open = [open[0], to];
    else {
      if (open !== null) yield open;
      open = [from, to];
    }
  }
  if (open !== null) yield open;
}

function timeOf(click: readonly PersonDecision[] | undefined): bigint {
  return click?.[0]?.decidedAt ?? 0n;
}

function finding(approver: string, clicks: readonly (readonly PersonDecision[])[]): CaseFinding {
  const decisions = clicks.flat();
  const from = timeOf(clicks[0]);
  const batched = decisions.length === clicks.length ? '' : ` for ${counted(decisions.length, 'run')}`;
  return {
    key: `${approver} ${from}`,
    sentence: `${quoted(approver)} decided ${clicks.length} times${batched} within ${durationText(timeOf(clicks.at(-1)) - from)} from ${at(String(from))}.`,
    runs: decisions.map(({ run }) => run),
    at: String(from),
    evidence: decisions.slice(0, 8).map(({ run }) => `${run} decision.at`),
  };
}

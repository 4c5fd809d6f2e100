import { compareDecimals, type Decimal, subtract } from '#shared/decimal.ts';
import { decimalText, readDecimal } from './decimals.ts';
import type { FindingRule } from './finding-rule.ts';
import { wordsOf } from './gate-of-action.ts';
import { firstWith, instantIn, stagesOf, textOf } from './recorded.ts';
import { isInForce } from './registered-versions.ts';
import { withoutRegister } from './replay-finding.ts';
import { subjectsOf } from './queued-although-allowed.ts';
import { conditionText } from './rule-replay.ts';
import { scaleOf } from './rule-condition.ts';
import { quoted } from './wording.ts';

/** One point of 100. */
const margins: ReadonlyMap<string, Decimal> = new Map([['0-100', { digits: 1n, scale: 0 }], ['0-1', { digits: 1n, scale: 2 }]]);

export const scoreNearThreshold: FindingRule = {
  id: 'score-near-threshold',
  title: 'A score within one point of a threshold',
  definition:
    'The register has a rule in force when the score was put out (else when the run began) with a condition on a score, the run is of the type of action it speaks of (as in `queued-although-allowed`), the scales are the same, 0-100 or 0-1, and the score lies within one hundredth of the scale of the condition’s value, that distance included. Which side it falls on may turn on noise.',
  basis: 'Threshold-based governance: exactly 40 and exactly 80',
  severity: 'note',
  family: 'patterns',
  needs: withoutRegister,
  ofRun(context) {
    const bounds = context.versions.flatMap((entry) =>
      entry.kind !== 'rule' || entry.basis !== 'registry'
        ? []
        : (entry.conditions ?? []).flatMap((condition) => {
            const value = condition.value === null ? null : readDecimal(condition.value);
            const scale = condition.unit === null ? '' : scaleOf(condition.unit);
            const margin = margins.get(scale);
            return value === null || margin === undefined || condition.quantity?.toLowerCase().endsWith('score') !== true ? [] : [{ entry, condition, value, scale, margin, subjects: subjectsOf(entry) }];
          }),
    );
    return ({ row, facts, run }) => {
      if (bounds.length === 0 || facts.score === null || facts.scale === null || row.actionType === null) return null;
      const score = readDecimal(facts.score);
      const scale = scaleOf(facts.scale);
      const output = firstWith(stagesOf(run, 'output'), 'score');
      const instant = instantIn(output, 'at')?.at ?? row.startedAt;
      if (score === null || output === undefined || instant === null) return null;
      const words = wordsOf(row.actionType);
      const near = bounds.find((bound) => bound.scale === scale && isNear(score, bound.value, bound.margin) && words.some((word) => bound.subjects.includes(word)) && isInForce(bound.entry, instant));
      if (near === undefined) return null;
      const distance = decimalText(subtract(score, near.value)).replace('-', '');
      return { sentence: `The score ${quoted(textOf(output, 'score') ?? '')} lies ${/^0(\.0*)?$/.test(distance) ? 'exactly on' : `${distance} from`} the value of "${conditionText(near.condition)}" in rule ${near.entry.name} version ${near.entry.version}.`, evidence: [`${output.id}.score`, `${output.id}.scale`] };
    };
  },
};

function isNear(score: Decimal, bound: Decimal, margin: Decimal): boolean {
  const difference = subtract(score, bound);
  return compareDecimals(difference.digits < 0n ? { ...difference, digits: -difference.digits } : difference, margin) <= 0;
}

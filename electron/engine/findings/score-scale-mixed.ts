import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import { readDecimal } from './decimals.ts';
import type { FindingRule } from './finding-rule.ts';
import { firstWith, stagesOf, textOf, valueOf } from './recorded.ts';
import { scaleOf } from './rule-condition.ts';
import { quoted } from './wording.ts';

export const scoreScaleMixed: FindingRule = {
  id: 'score-scale-mixed',
  title: 'Score and alternatives on different scales',
  definition:
    'The output has a score above 1 on a scale other than 0-1, at least one alternative with a number as its score, and every such number lies from 0 to 1 without stating its scale; or an alternative states another scale than the output. They must not be ranked against each other.',
  basis: '4-Pattern Audit Log Standard, pattern 1: output score with its scale',
  severity: 'note',
  family: 'patterns',
  ofRun: () => ({ facts, run }) => {
    if (facts.score === null) return null;
    const output = firstWith(stagesOf(run, 'output'), 'score');
    const alternatives = valueOf(output, 'alternatives');
    if (output === undefined || alternatives === null || !isJsonArray(alternatives)) return null;
    const scored = alternatives.flatMap(scoreIn);
    const [first] = scored;
    const scale = textOf(output, 'scale');
    if (first === undefined) return null;
    const other = scored.find((one) => one.scale !== null && scale !== null && scaleOf(one.scale) !== scaleOf(scale));
    const small = Number(facts.score) > 1 && (scale === null || scaleOf(scale) !== '0-1') && scored.every((one) => one.scale === null && one.score >= 0 && one.score <= 1);
    if (other === undefined && !small) return null;
    const beside = other ?? first;
    return { sentence: `Score ${quoted(facts.score)}${scale === null ? '' : ` (scale ${quoted(scale)})`} beside an alternative with ${beside.score}${beside.scale === null ? ' and no scale stated' : ` (scale ${quoted(beside.scale)})`}.`, evidence: [`${output.id}.score`, `${output.id}.alternatives`] };
  },
};

function scoreIn(alternative: JsonValue): readonly { readonly score: number; readonly scale: string | null }[] {
  const bracketed = typeof alternative === 'string' ? /\(([\d.]+)\)\s*$/.exec(alternative)?.[1] : undefined;
  const stated = isJsonObject(alternative) ? alternative['score'] : bracketed;
  const score = typeof stated === 'number' ? stated : typeof stated === 'string' && readDecimal(stated) !== null ? Number(stated) : null;
  const scale = isJsonObject(alternative) && typeof alternative['scale'] === 'string' ? alternative['scale'] : null;
  return score === null ? [] : [{ score, scale }];
}

import type { ToldReplay, ToldRule } from '#shared/model/told-replay.ts';
import { instantText } from '#shared/time.ts';
import { mono, paragraph, say, type Block, type Citations } from '../document.ts';

/** The rule that is recorded as what allowed it, worked through again over the recorded values. Nothing where no rule is. */
export function workedThrough({ cited }: { readonly cited: Citations }, replay: ToldReplay | null): readonly Block[] {
  if (replay === null) return [];
  const when = replay.instant === null ? say`` : say`, as registered for ${mono(instantText(replay.instant))}${replay.byExecution ? ' (the time of the execution: the decision states none)' : ''}`;
  return [paragraph`The ${mono(replay.rule)}${when}, worked through again over what the run recorded: ${replay.result}`, ...replay.rules.flatMap((rule) => ruleBlocks(rule, cited))];
}

function ruleBlocks({ version, from, until, text, effect, conditions, place }: ToldRule, cited: Citations): readonly Block[] {
  const source = place === null ? [] : [{ kind: 'text' as const, text: ' ' }, cited.cite({ ...place, about: `rule, version ${version}` })];
  const states = [...(text === null ? [] : [say`as it says: ${mono(text)}`]), ...(effect === null ? [] : [say`its effect: ${mono(effect)}`])];
  return [
    paragraph`Version ${mono(version)}, in force from ${mono(instantText(from))}${until === null ? '' : ` until ${instantText(until)}`}${source}`,
    ...(states.length === 0 ? [] : [{ kind: 'list' as const, items: states }]),
    ...(conditions.length === 0
      ? []
      : [
          {
            kind: 'table' as const, caption: `Conditions of version ${version}: all of them must hold`, columns: [{ title: 'Condition', align: 'start' as const, mono: true }, { title: 'Recorded of it', align: 'start' as const, mono: true }, { title: 'Holds', align: 'start' as const }],
            rows: conditions.map((one) => [say`${mono(one.text)}`, say`${mono(one.found)}`, say`${one.holds === 'unknown' ? 'cannot be told' : one.holds ? 'yes' : 'no'}`]),
            leftOut: 0,
          },
        ]),
  ];
}

/** What the rule alone would have said of other data; the smallest change of one value that turns its result. */
export function otherDataByRule(replay: ToldReplay | null): readonly Block[] {
  const [rule, another] = replay?.rules ?? [];
  if (replay === null || rule === undefined || another !== undefined || rule.conditions.length === 0 || rule.holds === 'unknown' || rule.conditions.some(({ opposite }) => opposite === null)) {
    return [paragraph`The evidence does not allow saying what would have changed the result: ${replay === null ? 'no rule that can be worked through again with other values is at hand for this decision.' : `the ${replay.rule} cannot be worked through to one result.`}`];
  }
  const failing = rule.conditions.filter(({ holds }) => holds === false);
  const lead = rule.holds
    ? paragraph`By the ${mono(replay.rule)} alone, all else as recorded, any one of these would have kept it from allowing this:`
    : failing.length === 1
      ? paragraph`By the ${mono(replay.rule)} alone, all else as recorded, this would have let it allow this:`
      : paragraph`By the ${mono(replay.rule)} alone, no change of one value would have let it allow this; all of these would have had to hold:`;
  const items = rule.holds ? rule.conditions.map(({ opposite, found }) => say`${mono(opposite ?? '')}; recorded: ${mono(found)}`) : failing.map(({ text, found }) => say`${mono(text)}; recorded: ${mono(found)}`);
  return [lead, { kind: 'list', items }, { kind: 'aside', words: say`This is the rule and nothing else: what the model would have put forward with other data, no record says.` }];
}

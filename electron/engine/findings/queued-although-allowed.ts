import type { VersionEntry } from '#shared/model/version.ts';
import type { FindingRule } from './finding-rule.ts';
import { wordsOf } from './gate-of-action.ts';
import { instantIn, stagesOf } from './recorded.ts';
import { withoutRegister } from './replay-finding.ts';
import { isInForce } from './registered-versions.ts';
import { holds } from './rule-condition.ts';
import { quoted } from './wording.ts';

export const queuedAlthoughAllowed: FindingRule = {
  id: 'queued-although-allowed',
  title: 'Decided by a person although a rule allowed it',
  definition:
    'A person decided the run, and a rule of the register that was in force at that instant, speaks of this type of action and has an automatic effect would have allowed it: all its conditions hold by what the run recorded. A rule speaks of an action whose type holds the first word of one of its quantities, as "refund amount" of refund.execute and "lead score" of lead_route. Not a fault: it shows what people are asked that the rules would settle.',
  basis: 'Threshold-rule replay: queued although the rule allowed it',
  severity: 'note',
  family: 'threshold rules',
  needs: withoutRegister,
  ofRun(context) {
    const rules = context.versions.filter((entry) => entry.kind === 'rule' && entry.basis === 'registry' && entry.conditions !== null && isAutomatic(entry)).map((entry) => ({ entry, subjects: subjectsOf(entry) }));
    return ({ row, run }) => {
      if (row.approvalClass !== 'human' || row.actionType === null || rules.length === 0) return null;
      const [decision] = stagesOf(run, 'decision');
      const instant = instantIn(decision, 'at')?.at;
      if (decision === undefined || instant === undefined) return null;
      const words = wordsOf(row.actionType);
      const allowing = rules.find(({ entry, subjects }) => words.some((word) => subjects.includes(word)) && isInForce(entry, instant) && (entry.conditions ?? []).every((condition) => holds(condition, run, instant).holds === true));
      if (allowing === undefined) return null;
      const { name, version, text } = allowing.entry;
      return { sentence: `A person decided; rule ${name} version ${version} was in force and all its conditions hold${text === null ? '' : ` ("${quoted(text)}")`}.`, evidence: [`${decision.id}.approver`, `${decision.id}.at`] };
    };
  },
};

export function isAutomatic({ effect }: VersionEntry): boolean {
  return effect === null || wordsOf(effect).some((word) => word.startsWith('automatic'));
}

/** `refund` of "refund amount", `lead` of "lead score". */
export function subjectsOf({ conditions }: VersionEntry): readonly string[] {
  return (conditions ?? []).flatMap(({ quantity }) => {
    const words = wordsOf(quantity ?? '');
    return words.length === 2 && (words[1] === 'amount' || words[1] === 'score') ? words.slice(0, 1) : [];
  });
}

import type { FindingRule } from './finding-rule.ts';
import { firstWith, isTold, plainName, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

const words: ReadonlySet<string> = new Set(['auto', 'automatic', 'system', 'service', 'serviceaccount', 'internal', 'default', 'unknown', 'agent', 'bot']);

export const triggerIsAlias: FindingRule = {
  id: 'trigger-is-alias',
  title: 'The trigger is an alias',
  definition: 'The recorded kind of the trigger is a word such as auto, system, service or internal, or its actor starts with svc-, service- or system-, and neither a reference, a condition nor a text is recorded with it: it says that something set the action off, not what.',
  basis: 'Execute Action Audit Standard, field 1: "auto", "system", a service account with no reference',
  severity: 'low',
  family: 'record keeping',
  ofRun: () => ({ run }) => {
    const triggers = stagesOf(run, 'trigger');
    if (triggers.length === 0 || triggers.some((stage) => ['ref', 'condition', 'text'].some((name) => isTold(stage, name)))) return null;
    const stage = firstWith(triggers, 'kind') ?? firstWith(triggers, 'actor');
    const [kind, actor] = [textOf(stage, 'kind'), textOf(stage, 'actor')];
    if (stage === undefined || !((kind !== null && words.has(plainName(kind))) || (actor !== null && /^(?:svc|service|system)[-_.]/i.test(actor)))) return null;
    const said = [...(kind === null ? [] : [`kind "${quoted(kind)}"`]), ...(actor === null ? [] : [`actor "${quoted(actor)}"`])];
    return { sentence: `The trigger is recorded as ${said.join(', ')}, without a reference.`, evidence: [...(kind === null ? [] : [`${stage.id}.kind`]), ...(actor === null ? [] : [`${stage.id}.actor`])] };
  },
};

import type { ApprovalClass } from '#shared/model/run.ts';
import { scalarText } from './gather.ts';
import { rank, slotOf, type Slots } from './slots.ts';

const slot = {
  class: slotOf('decision.class'),
  approver: slotOf('decision.approver'),
  ruleId: slotOf('decision.ruleId'),
  model: slotOf('model.name'),
  agent: slotOf('context.agent'),
  agentId: slotOf('context.agentId'),
} as const;

export interface Approval {
  readonly class: ApprovalClass;
  /** How firmly the class is evidenced: `rank.none` when it is not recorded. */
  readonly firm: number;
  /** The person named. A rule id, a model or an account word in the approver's place is nobody. */
  readonly approver: string | null;
}

const nobody: Approval = { class: 'not recorded', firm: rank.none, approver: null };

/**
 * A stated class first, as far as its words mean one; else a person named, else a rule named. Silence, and a bare
 * "approved", leave it *not recorded*.
 */
export function approvalOf(slots: Slots): Approval {
  const stated = scalarText(slots.values[slot.class]);
  const named = scalarText(slots.values[slot.approver]);
  const rule = scalarText(slots.values[slot.ruleId]);
  if (stated === null && named === null && rule === null) return nobody;
  const person = named !== null && isPerson(named, rule, slots) ? named : null;
  if (stated !== null) {
    const firm = slots.ranks[slot.class] ?? rank.none;
    switch (statedClass(stated)) {
      case 'human':
        return { class: 'human', firm, approver: person };
      case 'explicitly none':
        return { class: 'explicitly none', firm, approver: person };
      case 'named rule':
        return rule === null ? { ...nobody, approver: person } : { class: 'named rule', firm, approver: person };
    }
  }
  if (person !== null) return { class: 'human', firm: slots.ranks[slot.approver] ?? rank.none, approver: person };
  if (rule !== null) return { class: 'named rule', firm: slots.ranks[slot.ruleId] ?? rank.none, approver: null };
  return nobody;
}

/** What a stated class means; null for words that mean none. */
export function statedClass(stated: string): Exclude<ApprovalClass, 'not recorded'> | null {
  return classWords.get(stated) ?? classWords.get(stated.trim().toLowerCase().replaceAll(/[_-]/g, ' ')) ?? null;
}

const classWords: ReadonlyMap<string, Exclude<ApprovalClass, 'not recorded'>> = new Map([
  ['human', 'human'],
  ['person', 'human'],
  ['manual', 'human'],
  ['human approval', 'human'],
  ['named rule', 'named rule'],
  ['rule', 'named rule'],
  ['policy', 'named rule'],
  ['auto', 'named rule'],
  ['automatic', 'named rule'],
  ['auto approved', 'named rule'],
  ['threshold', 'named rule'],
  ['explicitly none', 'explicitly none'],
  ['none', 'explicitly none'],
  ['no approval', 'explicitly none'],
  ['not required', 'explicitly none'],
]);

const accountWords: ReadonlySet<string> = new Set([
  'system', 'auto', 'automatic', 'automation', 'bot', 'agent', 'ai', 'model', 'llm', 'service', 'workflow', 'policy', 'rule', 'rules', 'engine', 'none', 'n/a', 'unknown', 'null', '-',
]);
const accountPrefixes = ['rule:', 'policy:', 'model:', 'agent:', 'service:', 'system:', 'bot:'] as const;

/** A decentralised identifier names whoever holds a key: a person, an agent or a service. Only these methods say that it is a person. */
const personDids = /^did:(?:user|human|person|email):/;

/** A name that leaves open whether it is a person's. */
export function isUnclearWho(named: string): boolean {
  return named.startsWith('did:') && !personDids.test(named);
}

function isPerson(named: string, rule: string | null, slots: Slots): boolean {
  if (isUnclearWho(named)) return false;
  if (named === rule || named === scalarText(slots.values[slot.model]) || named === scalarText(slots.values[slot.agent]) || named === scalarText(slots.values[slot.agentId])) return false;
  const lower = named.trim().toLowerCase();
  return !accountWords.has(lower) && !accountPrefixes.some((prefix) => lower.startsWith(prefix));
}

import type { Provenance } from './lineage.ts';

/**
 * What findings, timelines and cohorts ask of a run beyond its row in the list. Made from the whole run by
 * `lineage/run-facts.ts` in the survey that follows an import; null is "not recorded", never "did not happen".
 * Times are nanoseconds since 1970-01-01T00:00:00Z as decimal text, amounts decimal text as recorded.
 */
export interface RunFacts {
  readonly id: string;
  /** When each stage happened by the records: the first of each kind. */
  readonly triggeredAt: string | null;
  readonly proposedAt: string | null;
  readonly requestedAt: string | null;
  readonly decidedAt: string | null;
  readonly executedAt: string | null;
  readonly confirmedAt: string | null;
  readonly proposedAmount: string | null;
  readonly proposedCurrency: string | null;
  /** Of the first execution, as the row has it; `executions` says how many there are. */
  readonly executedAmount: string | null;
  readonly executedCurrency: string | null;
  /** What the target system confirms, where it states an amount. */
  readonly confirmedAmount: string | null;
  readonly confirmedCurrency: string | null;
  /** Executions that write; a run whose effect is unknown counts as one. */
  readonly executions: number;
  /** `write`, `read`, `unknown`; null: nothing was executed by the records. */
  readonly effect: string | null;
  readonly requester: string | null;
  readonly approverRole: string | null;
  /** Of the last decision that states one: `approved`, `modified`, `rejected`, `taken over`, `requested`; `other` for words that mean none of these. */
  readonly verdict: string | null;
  readonly ruleVersion: string | null;
  readonly policyVersion: string | null;
  readonly score: string | null;
  readonly scale: string | null;
  readonly overridden: boolean | null;
  readonly overrideBy: string | null;
  readonly assignee: string | null;
  readonly country: string | null;
  /** The target system's own reference (charge, message id; of the execution, else of the outcome), and the key that makes a repeat harmless. */
  readonly externalRef: string | null;
  readonly idempotencyKey: string | null;
  /** What confirmed recoveries give back, summed; null also where they state several currencies. */
  readonly recoveredAmount: string | null;
  readonly recoveredCurrency: string | null;
  /** What the recovery stages say of themselves, each word once: `pending`, `succeeded, pending`. */
  readonly recoveryStatus: string | null;
  readonly reversible: string | null;
  /** What a record says this run compensates or retries, as recorded: a run, a charge, a message. */
  readonly compensates: string | null;
  readonly retries: string | null;
  readonly disputeId: string | null;
  readonly disputeFiledAt: string | null;
  readonly disputeDecidedAt: string | null;
  readonly disputeOutcome: string | null;
  readonly consentMethod: string | null;
  readonly consentAt: string | null;
  readonly jobId: string | null;
  readonly appVersion: string | null;
  readonly channel: string | null;
  /**
   * The stages the records speak of, in the order of their times, one letter each: see `variantLetters`. Same instant, or none: the order of the
   * standard, trigger first. Ends in `+` where more than 200 stages are told.
   */
  readonly variant: string;
  /** Provenance of what decides bases of figures, by name: `modelVersion`, `promptVersion`, `environment`, `amount`, `subject`, `country`. Absent names are *recorded*. */
  readonly provenance: Readonly<Partial<Record<ProvenancedFact, Provenance>>>;
}

export const provenancedFacts = ['modelVersion', 'promptVersion', 'ruleId', 'environment', 'amount', 'subject', 'country'] as const;
export type ProvenancedFact = (typeof provenancedFacts)[number];

/** Letters of `variant`. A decision's letter says what was decided; a stage no record speaks of has none. */
export const variantLetters = {
  t: 'trigger', m: 'model', o: 'output', h: 'approved by a person', r: 'allowed by a named rule', n: 'explicitly no approval', j: 'rejected', d: 'decision without a class',
  x: 'executed', s: 'succeeded', f: 'failed', p: 'pending', u: 'outcome in other words', c: 'recovery', i: 'dispute', a: 'consent',
} as const;
export type VariantLetter = keyof typeof variantLetters;

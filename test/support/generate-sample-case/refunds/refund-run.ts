import { day, hour, utc, type Instant } from '../instants.ts';

/** The story: template refund-triage v14 reads invoice lines of the new ledger ten times too high, from deployment to rollback. */
export const story = {
  from: utc('2026-03-10T05:30:00Z'),
  deployed: utc('2026-03-17T07:10:00Z'),
  rolledBack: utc('2026-03-18T11:40:00Z'),
  to: utc('2026-03-20T19:30:00Z'),
  ruleId: 'T-2026-03',
  ruleLimitCents: 100_00,
  ruleAccountDays: 90,
  counts: { before: 864, wrong: 200, rightInWindow: 36, after: 300 },
} as const;

/** One approver works off fourteen waiting proposals in under three minutes. */
export const burst = {
  runs: 14,
  approver: 'mira.kolb',
  from: utc('2026-03-17T16:02:10Z'),
  seconds: 172,
  proposedFrom: utc('2026-03-17T13:30:00Z'),
  proposedTo: utc('2026-03-17T15:58:00Z'),
} as const;

export const recoveries = { from: story.rolledBack + 2 * hour, to: story.rolledBack + 2 * day + 4 * hour } as const;

/** What the finished files say of a run, after the alteration and the deletion; not what an honest log would have said. */
export type SaidApproval = 'named rule' | 'human' | 'human after execution' | 'explicitly none' | 'not recorded';

export interface RefundRun {
  readonly key: number;
  readonly runId: string;
  readonly at: Instant;
  readonly wrong: boolean;
  readonly template: 'v13' | 'v14';
  readonly templateRecorded: boolean;
  readonly ledger: 'new' | 'legacy';
  readonly lineCents: number;
  readonly amountCents: number;
  readonly accountAgeDays: number;
  readonly approval: SaidApproval;
  readonly approver: string | null;
  readonly requester: string | null;
  readonly trigger: 'event' | 'instruction' | 'schedule' | 'alias' | 'absent';
  /** Fixed decision instant, for the burst; else computed. */
  readonly decideAt: Instant | null;
  readonly outcome: 'succeeded' | 'failed' | 'unconfirmed';
  readonly shape: 'whole' | 'events';
  readonly retryOf: number | null;
  /** The run sent the refund twice under two idempotency keys and recorded one confirmation. */
  readonly sentTwice: boolean;
  readonly tampering: 'none' | 'approval written in later' | 'decision record deleted';
  readonly recovery: 'none' | 'full' | 'partial' | 'pending';
  readonly environment: 'production' | 'staging' | null;
  readonly modelVersion: string;
  readonly identity: RefundIdentity;
  readonly privacy: { readonly reasoningHashed: boolean; readonly nameRedacted: boolean };
}

export interface RefundIdentity {
  readonly customerId: string;
  readonly customerName: string;
  readonly invoiceId: string;
  readonly ticketId: string;
  readonly charge: string;
}

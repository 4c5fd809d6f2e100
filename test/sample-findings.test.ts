import { describe, expect, it } from 'vitest';
import type { CaseContext, FindingRule } from '../electron/engine/findings/finding-rule.ts';
import { findingRules } from '../electron/engine/findings/index.ts';
import { readSample } from './support/sample-facts/read-sample.ts';
import { sampleRegistry, sampleRuns } from './support/sample-runs.ts';
import { plainContext } from './support/surveyed-run.ts';

/** All four sources, joined by run, with the changelog as registry. */
const runs = sampleRuns();
const asOf = runs.map(({ row }) => row.endedAt).reduce((a, b) => (a === null || (b !== null && BigInt(b) > BigInt(a)) ? b : a));
const context: CaseContext = { ...plainContext, versions: sampleRegistry(), asOf };
const facts = new Map([...readSample('README.md').matchAll(/^\| `([a-z0-9-]+)` \| (\d+) \|/gm)].map(([, id, count]) => [id ?? '', Number(count)] as const));

/** Runs found, by type of action; of rules over many runs, the runs of each finding. */
function found(id: string): Readonly<Record<string, number>> {
  const rule = findingRules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule.ofRun === undefined ? overMany(rule) : overEach(rule.ofRun(context));
}

function overEach(look: ReturnType<NonNullable<FindingRule['ofRun']>>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const run of runs) if (look(run) !== null) counts[run.row.actionType ?? 'none'] = (counts[run.row.actionType ?? 'none'] ?? 0) + 1;
  return counts;
}

function overMany(rule: FindingRule): Readonly<Record<string, number>> {
  const collector = rule.overRuns?.(context);
  for (const { row, facts: own } of runs) collector?.add(row, own);
  return Object.fromEntries((collector?.end() ?? []).map(({ key, runs: ids }) => [key, ids.length]));
}

function fact(...ids: readonly string[]): number {
  return ids.reduce((sum, id) => sum + (facts.get(id) ?? Number.NaN), 0);
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);

describe('the rules over the sample case find what is planted: approvals', () => {
  it('nothing recorded of an approval: the refunds that say nothing, and the mails sent without any action', () => {
    expect(found('approval-not-recorded')).toEqual({ refund: fact('wrong-approval-not-recorded', 'right-approval-not-recorded'), email_draft: fact('mails-sent-without-rep-action') });
    expect(found('sent-without-rep-action')).toEqual({ email_draft: fact('mails-sent-without-rep-action') });
  });

  it('refunds of which the records state that nobody looked, without a rule; meeting notes need a log only', () => {
    expect(found('auto-without-rule')).toEqual({ refund: fact('right-explicitly-none', 'wrong-explicitly-none') });
    expect([found('always-gate-without-human'), found('gate-not-classified')]).toEqual([{}, {}]);
  });

  it('approved after execution, and by the one who asked', () => {
    expect(found('approved-after-execution')).toEqual({ refund: fact('wrong-by-person-after') });
    expect(found('approver-is-requester')).toEqual({ refund: fact('approver-is-requester') });
  });

  it('the burst is close together, and slower than three seconds each', () => {
    expect(Object.entries(found('decisions-close-together')).map(([key, count]) => [key.split(' ')[0], count])).toEqual([['mira.kolb', fact('burst')]]);
    expect(found('decided-in-burst')).toEqual({});
  });

  it('no authority list and no roster: not checked', () => {
    const notChecked = findingRules.filter(({ needs }) => (needs?.(context) ?? null) !== null).map(({ id }) => id);
    expect(notChecked.sort()).toEqual(['agent-inactive', 'approval-above-limit', 'approver-without-authority', 'assignee-inactive']);
  });
});

describe('threshold rules', () => {
  it('breached by refunds at or above the limit and by leads at 80 or below, silent where no territory matched', () => {
    expect(found('threshold-breach')).toEqual({ refund: fact('threshold-breach'), lead_route: fact('lead-threshold-breach') });
    expect(found('rule-silent')).toEqual({ lead_route: fact('lead-rule-silent') });
    for (const id of ['rule-inputs-missing', 'rule-not-in-force', 'rule-not-in-register', 'rules-disagree', 'queued-although-allowed', 'rule-not-adopted']) expect(found(id), id).toEqual({});
  });

  it('one has neither owner nor review', () => {
    expect([Object.keys(found('rule-without-owner')), Object.keys(found('rule-without-review'))]).toEqual([['L-2026-02 3'], ['L-2026-02 3']]);
  });
});

describe('executions and what became of them', () => {
  it('failed, or of unknown outcome: where the gateway settles eleven of them, they are not open any more', () => {
    expect(found('executed-but-failed')).toEqual({ refund: fact('right-failed', 'wrong-failed') });
    expect(found('outcome-unconfirmed')).toEqual({
      refund: fact('right-unconfirmed', 'wrong-unconfirmed') - fact('gateway-settles-unconfirmed'),
      email_draft: fact('mails-outcome-unknown', 'mails-flat'),
      research_brief: fact('briefs'),
    });
  });

  it('sent twice, and paid twice', () => {
    expect(found('executed-more-than-once')).toEqual({ refund: fact('sent-twice') });
    expect(Object.keys(found('double-paid'))).toHaveLength(fact('double-paid-charges'));
    expect([found('possible-repeat'), found('idempotency-key-reused')]).toEqual([{}, {}]);
  });

  it('known to the gateway alone, or to the agent alone; original payments are no actions that agents take', () => {
    expect(found('action-without-agent')).toEqual({ refund: fact('gateway-by-hand') });
    expect(found('missing-from-second-source')).toEqual({ refund: fact('gateway-unseen') });
  });

  it('as proposed: where the gateway states another amount, the sources contradict each other and nothing is said to have changed', () => {
    for (const id of ['changed-after-approval', 'executed-otherwise-than-proposed', 'confirmed-otherwise-than-executed', 'output-not-recorded', 'output-after-execution', 'rejected-but-executed']) expect(found(id), id).toEqual({});
    // Amounts and statuses of the gateway, and the keys of those that sent a refund twice, two of which the gateway has twice.
    expect(found('sources-contradict')).toEqual({ refund: fact('gateway-other-amount', 'gateway-other-status', 'sent-twice') });
  });

  it('compensated: how much of a refund was wrong no record says, so that a full recovery of the excess is a part of it too', () => {
    expect(found('compensation-open')).toEqual({ refund: fact('recovery-pending') });
    expect(found('open-compensations')).toEqual({ EUR: fact('recovery-pending') });
    expect(found('compensated-in-part')).toEqual({ refund: fact('recovered-full', 'recovered-partly') });
    expect(found('over-compensated')).toEqual({});
  });
});

describe('versions', () => {
  it('aliased, not recorded, and dated otherwise', () => {
    expect(found('version-alias')).toEqual({ refund: fact('version-alias') });
    expect(found('prompt-version-not-recorded')).toEqual({ refund: fact('template-not-recorded') });
    expect(found('model-version-not-recorded')).toEqual({ email_draft: fact('mails-flat') });
    expect(sum(found('version-date-conflict'))).toBe(fact('lead-date-conflict'));
    expect([found('version-not-registered'), found('run-outside-version-window')]).toEqual([{}, {}]);
  });

  it('without a changelog, and prompts without a registry', () => {
    expect(found('version-without-changelog')).toEqual({ 'model mail-writer 1.9': fact('mails-full'), 'model meeting-extract 4.0.2': fact('meetings'), 'prompt lead-route 6': fact('lead-runs') });
    expect(Object.keys(found('name-not-registered'))).toEqual(['prompt account-brief', 'prompt deal-fields', 'prompt follow-up']);
  });
});

describe('the four patterns', () => {
  it('leads: one week above 5 %, overrides by nobody, features without values, scores and their scales', () => {
    expect(found('reassignment-alert')).toEqual({ '2026-W12 lead_route': fact('lead-overridden-week-12') });
    expect(found('override-without-person')).toEqual({ lead_route: fact('lead-override-without-person') });
    expect(sum(found('features-without-values'))).toBe(fact('lead-features-without-values'));
    expect(sum(found('score-near-threshold'))).toBeGreaterThanOrEqual(fact('lead-exactly-40', 'lead-exactly-80'));
    // Every lead is scored from 0 to 100 beside alternatives from 0 to 1.
    expect(sum(found('score-scale-mixed'))).toBe(fact('lead-runs'));
  });

  it('meetings', () => {
    expect(found('consent-missing')).toEqual({ meeting_notes: fact('consent-missing') });
    expect(found('consent-after-recording')).toEqual({ meeting_notes: fact('consent-after-recording') });
    expect(found('before-missing')).toEqual({ meeting_notes: fact('meeting-before-missing'), refund: fact('before-missing') });
    expect(found('access-log-missing')).toEqual({ meeting_notes: fact('meeting-access-missing') });
  });

  it('briefs and mails', () => {
    expect(found('source-licence-not-recorded')).toEqual({ research_brief: fact('brief-licence-missing') });
    expect(found('source-attribution-missing')).toEqual({});
    expect(found('content-hash-mismatch')).toEqual({ research_brief: fact('brief-hash-mismatch') });
    expect(found('content-hash-missing')).toEqual({ research_brief: fact('brief-without-hash') });
    expect(found('sent-text-differs-without-edit')).toEqual({ email_draft: fact('mails-differ-without-edit') });
  });

  it('disputes', () => {
    expect(sum(found('dispute-decided-late'))).toBe(fact('disputes-late'));
    expect(sum(found('dispute-overdue'))).toBe(fact('disputes-open'));
    expect(sum(found('dispute-decision-unlinked'))).toBe(fact('disputes-unlinked'));
  });
});

describe('record keeping', () => {
  it('of triggers and environments; flat mails have neither', () => {
    expect(found('trigger-not-recorded')).toEqual({ refund: fact('trigger-not-recorded'), email_draft: fact('mails-flat') });
    expect(found('trigger-is-alias')).toEqual({ refund: fact('trigger-is-alias') });
    expect(found('environment-not-recorded')).toEqual({ refund: fact('environment-not-recorded'), email_draft: fact('mails-flat') });
    expect(found('action-unspecific')).toEqual({ email_draft: fact('mails-flat') });
    for (const id of ['environment-mixed', 'reference-in-two-environments', 'order-contradicts-lineage', 'naive-time', 'amount-without-currency']) expect(found(id), id).toEqual({});
  });
});

it('no rule over one run is raised by a third of them', () => {
  for (const rule of findingRules) if (rule.ofRun !== undefined && (rule.needs?.(context) ?? null) === null) expect(sum(found(rule.id)), rule.id).toBeLessThan(runs.length / 3);
});

import { csvFile } from './csv-form.ts';
import { day, hour, isoWeek, minute, rfc3339, second, utc, type Instant } from './instants.ts';
import { firmName } from './people.ts';
import { planDisputes, disputeRows } from './lead-disputes.ts';
import type { Random } from './random.ts';

/** Model 2.1 until the morning of 12 March, 2.3 after: it gives large companies more than they earned. */
export const modelChange = utc('2026-03-12T05:30:00Z');
export const leadCounts = { runs: 600, withoutValues: 24, conflictingDate: 20, breaches: 5, ruleSilent: 3, exactly40: 2, exactly80: 3, overrideWithoutPerson: 2 } as const;

export interface LeadRun {
  readonly index: number;
  readonly runId: string;
  readonly at: Instant;
  readonly leadId: string;
  readonly company: string;
  readonly companySize: number;
  readonly industry: string;
  readonly intent: number;
  readonly visits: number;
  readonly score: number;
  readonly territory: 'one' | 'shared' | 'none';
  readonly path: 'automatic' | 'queue' | 'nurture';
  readonly breach: boolean;
  readonly assignee: string;
  readonly newModel: boolean;
  readonly dateConflict: boolean;
  readonly withoutValues: boolean;
  readonly override: 'none' | 'by a person' | 'without a person';
}

const reps = ['rep-02', 'rep-04', 'rep-05', 'rep-07', 'rep-09', 'rep-11', 'rep-14'];
const industries = ['logistics', 'retail', 'healthcare', 'software', 'manufacturing', 'energy'];

export function planLeads(random: Random): readonly LeadRun[] {
  const from = utc('2026-03-02T06:00:00Z');
  const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25];
  const times = days.flatMap((offset) => Array.from({ length: 30 }, () => from + offset * day + random.integer(0, 11 * 3600) * second)).toSorted((a, b) => a - b);
  const slots = random.shuffled(times.map((_, index) => index));
  const among = (start: number, count: number): ReadonlySet<number> => new Set(slots.slice(start, start + count));
  const [withoutValues, breaches, silent] = [among(0, leadCounts.withoutValues), among(24, leadCounts.breaches), among(29, leadCounts.ruleSilent)];
  const [at40, at80] = [among(32, leadCounts.exactly40), among(34, leadCounts.exactly80)];
  const conflicting = new Set(slots.slice(40).filter((index) => (times[index] ?? 0) >= modelChange).slice(0, leadCounts.conflictingDate));

  const runs = times.map((at, index): LeadRun => {
    const companySize = random.pick([8, 15, 24, 40, 65, 120, 260, 480, 900, 2400, 5200]);
    const intent = random.integer(15, 98);
    const visits = random.integer(0, 22);
    const newModel = at >= modelChange;
    const natural = Math.min(99, Math.round(intent * 0.7) + visits + (companySize >= 480 ? (newModel ? 24 : 9) : 3));
    const unremarkable = natural === 40 || natural === 80 ? natural + 1 : natural;
    const score = breaches.has(index) ? 55 + (index % 20) : silent.has(index) ? 84 + (index % 10) : at40.has(index) ? 40 : at80.has(index) ? 80 : unremarkable;
    const territory = silent.has(index) ? 'none' : breaches.has(index) ? 'one' : random.chance(14) ? 'shared' : 'one';
    const path = breaches.has(index) ? 'automatic' : score < 40 && territory === 'one' ? 'nurture' : score > 80 && territory !== 'shared' ? 'automatic' : 'queue';
    return {
      index,
      runId: `LR-${String(20_260_000 + index * 3 + 11)}`,
      at,
      leadId: `lead-${40_100 + index * 2 + random.integer(0, 1)}`,
      company: firmName(random),
      companySize,
      industry: random.pick(industries),
      intent,
      visits,
      score,
      territory,
      path,
      breach: breaches.has(index),
      assignee: path === 'nurture' ? 'nurture-stream' : random.pick(reps),
      newModel,
      dateConflict: conflicting.has(index),
      withoutValues: withoutValues.has(index),
      override: 'none',
    };
  });
  return withOverrides(runs);
}

/** In ISO week 12 more than one in twenty automatic routings is changed by hand; in the other weeks fewer. */
function withOverrides(runs: readonly LeadRun[]): readonly LeadRun[] {
  const automatic = runs.filter((run) => run.path === 'automatic');
  const inWeek = (week: number): readonly LeadRun[] => automatic.filter((run) => isoWeek(run.at) === week);
  const week12 = inWeek(12).filter((_, index) => index % 5 === 3);
  const others = [10, 11, 13].flatMap((week) => inWeek(week).slice(4, 5));
  const nameless = new Set(week12.slice(0, leadCounts.overrideWithoutPerson).map((run) => run.index));
  const changed = new Set([...week12, ...others].map((run) => run.index));
  return runs.map((run) => ({ ...run, override: nameless.has(run.index) ? 'without a person' : changed.has(run.index) ? 'by a person' : 'none' }));
}

const header = [
  'schema', 'id', 'event', 'at', 'run.id', 'subject.leadId', 'context.environment', 'context.jobId', 'context.appVersion', 'context.system', 'agent.id', 'agent.name',
  'trigger.kind', 'trigger.ref', 'trigger.at', 'model.provider', 'model.name', 'model.version', 'model.deployedAt', 'prompt.template', 'prompt.version',
  'inputs.features.company_size', 'inputs.features.industry', 'inputs.features.intent_score', 'inputs.features.website_visits_30d', 'inputs.state.company', 'inputs.state.territory', 'inputs.category',
  'output.value', 'output.score', 'output.scale', 'output.confidence', 'output.reasoning', 'output.alternatives', 'output.at',
  'governance.model', 'decision.class', 'decision.approver', 'decision.role', 'decision.ruleId', 'decision.ruleVersion', 'decision.verdict', 'decision.requestedAt', 'decision.at',
  'override.flag', 'override.by', 'override.reason',
  'action.type', 'action.effect', 'action.system', 'action.operation', 'action.recordId', 'action.assignee', 'action.at', 'outcome.status', 'outcome.reportedBy', 'outcome.externalId', 'outcome.at',
  'dispute.id', 'dispute.reason', 'dispute.class', 'dispute.filedBy', 'dispute.filedAt', 'dispute.outcome', 'dispute.decidedBy', 'dispute.decidedAt', 'dispute.rationale', 'dispute.escalatedTo',
] as const;

export function leadFile(random: Random, runs: readonly LeadRun[]): string {
  const rows = [...runs.map((run) => ({ at: run.at + minute, cells: leadCells(run) })), ...disputeRows(planDisputes(random, runs))];
  return csvFile(header, rows.toSorted((a, b) => a.at - b.at).map((row, index) => ({ schema: 'proofline.execute-action/1', id: `lr-${String(index + 1).padStart(4, '0')}`, ...row.cells })));
}

function leadCells(run: LeadRun): Readonly<Record<string, string>> {
  const outputAt = run.at + 2 * second;
  const decidedAt = run.path === 'queue' ? outputAt + (1 + (run.index % 9)) * hour : outputAt + second;
  const actedAt = decidedAt + 4 * second;
  const features = (value: string | number): string => (run.withoutValues ? 'null' : String(value));
  const alternatives = [{ assignee: reps[(run.index + 3) % reps.length] ?? 'rep-02', score: (50 + (run.index % 38)) / 100 }, { assignee: 'nurture-stream', score: (10 + (run.index % 30)) / 100 }];
  return {
    event: 'run',
    at: rfc3339(run.at + minute),
    'run.id': run.runId,
    'subject.leadId': run.leadId,
    'context.environment': 'production',
    'context.jobId': `lead-intake/${rfc3339(run.at).slice(0, 10)}`,
    'context.appVersion': 'router 2.9.0',
    'context.system': 'crm',
    'agent.id': 'agent-leads',
    'agent.name': 'Lead Routing Agent',
    'trigger.kind': 'event',
    'trigger.ref': `form:${run.leadId}`,
    'trigger.at': rfc3339(run.at),
    'model.provider': 'in-house',
    'model.name': 'lead-scorer',
    'model.version': run.newModel ? '2.3' : '2.1',
    'model.deployedAt': run.dateConflict ? '2026-03-01' : run.newModel ? '2026-03-12' : '2026-01-08',
    'prompt.template': 'lead-route',
    'prompt.version': '6',
    'inputs.features.company_size': features(run.companySize),
    'inputs.features.industry': features(run.industry),
    'inputs.features.intent_score': features(run.intent),
    'inputs.features.website_visits_30d': features(run.visits),
    'inputs.state.company': run.company,
    'inputs.state.territory': run.territory,
    'inputs.category': 'business contact',
    'output.value': run.path === 'nurture' ? 'nurture' : run.assignee,
    'output.score': String(run.score),
    'output.scale': '0-100',
    'output.confidence': String((60 + (run.index % 37)) / 100),
    'output.reasoning': `intent ${run.intent} and ${run.visits} visits; company size class ${run.companySize >= 480 ? 'large' : 'small or middle'}`,
    'output.alternatives': JSON.stringify(alternatives),
    'output.at': rfc3339(outputAt),
    'governance.model': 'threshold',
    ...decisionCells(run, outputAt, decidedAt),
    'override.flag': String(run.override !== 'none'),
    'override.by': run.override === 'by a person' ? 'h.vasile' : '',
    'override.reason': run.override === 'by a person' ? 'account already owned by another representative' : '',
    'action.type': run.path === 'nurture' ? 'lead_deprioritise' : 'lead_route',
    'action.effect': 'write',
    'action.system': 'crm',
    'action.operation': run.path === 'nurture' ? 'leads.setStream' : 'leads.assign',
    'action.recordId': run.leadId,
    'action.assignee': run.assignee,
    'action.at': rfc3339(actedAt),
    'outcome.status': 'succeeded',
    'outcome.reportedBy': 'crm',
    'outcome.externalId': `asg-${30_000 + run.index}`,
    'outcome.at': rfc3339(actedAt + second),
  };
}

function decisionCells(run: LeadRun, outputAt: Instant, decidedAt: Instant): Readonly<Record<string, string>> {
  if (run.path === 'queue')
    return { 'decision.class': 'human', 'decision.approver': 'h.vasile', 'decision.role': 'revenue operations', 'decision.verdict': 'approved', 'decision.requestedAt': rfc3339(outputAt), 'decision.at': rfc3339(decidedAt) };
  const ruleId = run.path === 'nurture' ? 'L-2026-02' : 'L-2026-01';
  return { 'decision.class': 'named rule', 'decision.ruleId': ruleId, 'decision.ruleVersion': '3', 'decision.verdict': 'approved', 'decision.at': rfc3339(decidedAt) };
}

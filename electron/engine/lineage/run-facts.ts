import { isJsonObject, type JsonValue } from '#shared/json.ts';
import type { Provenance, StageKind } from '#shared/model/lineage.ts';
import { provenancedFacts, type ProvenancedFact, type RunFacts } from '#shared/model/run-facts.ts';
import { compareInstants } from '#shared/time.ts';
import type { AssembledRun, AssembledStage, AssembledValue } from './assembled-run.ts';
import { readInstant } from './instants.ts';
import { outcomeStatusOf, verdictOf } from './outcome.ts';
import type { PlacedEvent } from './placed-event.ts';
import { isDecimal } from './summary.ts';
import { sumOfDecimals } from './sum-of-decimals.ts';
import { variantOf } from './variant.ts';

/** What findings, timelines and cohorts ask of a run beyond its row. `events` are those it was assembled from. */
export function runFactsOf(run: AssembledRun, events: readonly PlacedEvent[]): RunFacts {
  const told = stagesByKind(run);
  const { context } = run;
  const { trigger, model, output, decision, execution, outcome, recovery, dispute, consent } = told;
  const first = (stages: readonly AssembledStage[], name: string): string | null => firstOf(stages, (stage) => text(stage.values[name]));
  const earliest = (stages: readonly AssembledStage[], ...names: readonly string[]): string | null => earliestOf(stages, names, events);
  const amountOf = (stages: readonly AssembledStage[]): string | null => firstOf(stages, (stage) => decimal(stage.values['amount']));
  const writes = execution.filter((stage) => text(stage.values['effect']) !== 'read');
  const recovered = recoveredOf(recovery);
  return {
    id: run.run.id,
    triggeredAt: earliest(trigger, 'at'),
    proposedAt: earliest(output, 'at'),
    requestedAt: earliest(decision, 'requestedAt'),
    decidedAt: earliest(decision, 'at', 'decidedAt'),
    executedAt: earliest(execution, 'at'),
    confirmedAt: earliest(outcome, 'at'),
    proposedAmount: amountOf(output),
    proposedCurrency: first(output, 'currency'),
    executedAmount: amountOf(execution),
    executedCurrency: first(execution, 'currency'),
    confirmedAmount: amountOf(outcome),
    confirmedCurrency: first(outcome, 'currency'),
    executions: writes.length,
    effect: effectOf(execution),
    requester: first(trigger, 'actor'),
    approverRole: first(decision, 'role'),
    verdict: lastVerdict(decision),
    ruleVersion: first(decision, 'ruleVersion'),
    policyVersion: first(model, 'policyVersion'),
    score: firstOf(output, (stage) => decimal(stage.values['score'])),
    scale: first(output, 'scale'),
    overridden: firstOf(decision, (stage) => flag(stage.values['overrideFlag'])),
    overrideBy: first(decision, 'overrideBy'),
    assignee: first(execution, 'assignee'),
    country: text(countryOf(run, told)),
    externalRef: first(execution, 'externalRef') ?? first(outcome, 'externalId'),
    idempotencyKey: first(execution, 'idempotencyKey'),
    recoveredAmount: recovered?.amount ?? null,
    recoveredCurrency: recovered?.currency ?? null,
    recoveryStatus: eachOnce(recovery.map((stage) => text(stage.values['status']))),
    reversible: first(recovery, 'reversible'),
    compensates: first(recovery, 'compensates') ?? text(context['compensates']),
    retries: text(context['retries']) ?? first(trigger, 'retries') ?? first(execution, 'retries'),
    disputeId: first(dispute, 'id'),
    disputeFiledAt: earliest(dispute, 'filedAt', 'at'),
    disputeDecidedAt: earliest(dispute, 'decidedAt'),
    disputeOutcome: first(dispute, 'outcome'),
    consentMethod: first(consent, 'method'),
    consentAt: earliest(consent, 'at'),
    jobId: text(context['jobId']),
    appVersion: text(context['appVersion']),
    channel: text(context['channel']) ?? first(execution, 'channel'),
    variant: variantOf(run),
    provenance: provenanceOf(run, told),
  };
}

type Told = Readonly<Record<StageKind, readonly AssembledStage[]>>;

function stagesByKind(run: AssembledRun): Told {
  const told: Record<StageKind, AssembledStage[]> = { trigger: [], model: [], output: [], decision: [], execution: [], outcome: [], recovery: [], dispute: [], consent: [], 'source-data': [], access: [] };
  for (const stage of run.stages) if (stage.present) told[stage.kind].push(stage);
  return told;
}

/** A scalar as recorded or inferred; what is kept as a hash or blackened out says nothing here. */
function text(value: AssembledValue | undefined): string | null {
  if (value === undefined || (value.provenance !== 'recorded' && value.provenance !== 'inferred')) return null;
  const inner = value.value;
  if (typeof inner === 'string') return inner === '' ? null : inner;
  return inner === null || typeof inner === 'object' ? null : String(inner);
}

function decimal(value: AssembledValue | undefined): string | null {
  const stated = text(value);
  return stated !== null && isDecimal(stated) ? stated : null;
}

function flag(value: AssembledValue | undefined): boolean | null {
  const stated = text(value);
  return stated === 'true' ? true : stated === 'false' ? false : null;
}

function firstOf<T>(stages: readonly AssembledStage[], read: (stage: AssembledStage) => T | null): T | null {
  for (const stage of stages) {
    const found = read(stage);
    if (found !== null) return found;
  }
  return null;
}

/** Of each stage the first of these names that states an instant; of all stages the earliest. */
function earliestOf(stages: readonly AssembledStage[], names: readonly string[], events: readonly PlacedEvent[]): string | null {
  let earliest: string | null = null;
  for (const stage of stages) {
    const at = instantOf(stage, names, events);
    if (at !== null && (earliest === null || compareInstants(at, earliest) < 0)) earliest = at;
  }
  return earliest;
}

function instantOf(stage: AssembledStage, names: readonly string[], events: readonly PlacedEvent[]): string | null {
  for (const name of names) {
    const value = stage.values[name];
    if (value === undefined) continue;
    const { ns } = readInstant(value.value, events[value.event]?.zone ?? null);
    if (ns !== null) return ns;
  }
  return null;
}

function effectOf(executions: readonly AssembledStage[]): string | null {
  if (executions.length === 0) return null;
  const effects = executions.map((stage) => text(stage.values['effect']));
  return effects.includes('write') ? 'write' : effects.every((effect) => effect === 'read') ? 'read' : 'unknown';
}

/** By time where all that state one have one, else as recorded last. */
function lastVerdict(decisions: readonly AssembledStage[]): string | null {
  let last: AssembledStage | null = null;
  for (const stage of decisions) {
    if (text(stage.values['verdict']) === null) continue;
    if (last === null || last.at === null || stage.at === null || compareInstants(stage.at, last.at) >= 0) last = stage;
  }
  const word = last?.values['verdict']?.value;
  if (word === undefined) return null;
  return typeof word === 'string' && /^modif(?:y|ied)$/i.test(word.trim()) ? 'modified' : verdictOf(word);
}

/** Sums what recoveries with a confirmed outcome of their own state; null when none does, or several currencies. */
function recoveredOf(recoveries: readonly AssembledStage[]): { readonly amount: string; readonly currency: string | null } | null {
  const confirmed = recoveries.flatMap((stage) => {
    const amount = decimal(stage.values['amount']);
    return amount !== null && outcomeStatusOf(stage.values['status']?.value, null) === 'succeeded' ? [{ amount, currency: text(stage.values['currency']) }] : [];
  });
  const [one] = confirmed;
  if (one === undefined || confirmed.some(({ currency }) => currency !== one.currency)) return null;
  return { amount: sumOfDecimals(confirmed.map(({ amount }) => amount)), currency: one.currency };
}

function eachOnce(words: readonly (string | null)[]): string | null {
  const found = new Set(words.filter((word) => word !== null));
  return found.size === 0 ? null : [...found].join(', ');
}

/** No format has a place of its own for it: a value of that name, of the run or of its inputs. */
function countryOf(run: AssembledRun, told: Told): AssembledValue | undefined {
  const own = run.context['country'] ?? told.trigger[0]?.values['country'] ?? told.execution[0]?.values['country'];
  if (own !== undefined) return own;
  for (const { values } of told['source-data']) {
    if (values['country'] !== undefined) return values['country'];
    for (const name of ['features', 'state']) {
      const inputs = values[name];
      const member = inputs === undefined ? undefined : memberNamed(inputs.value, 'country');
      if (inputs !== undefined && member !== undefined) return { ...inputs, value: member };
    }
  }
  return undefined;
}

function memberNamed(value: JsonValue, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function provenanceOf(run: AssembledRun, told: Told): RunFacts['provenance'] {
  const { context } = run;
  const stated = (stages: readonly AssembledStage[], name: string): AssembledValue | undefined => stages.find(({ values }) => values[name] !== undefined)?.values[name];
  const subject = Object.keys(context).find((name) => name.startsWith('subject.'));
  const values: Readonly<Record<ProvenancedFact, AssembledValue | undefined>> = {
    modelVersion: stated(told.model, 'version'),
    promptVersion: stated(told.model, 'promptVersion'),
    ruleId: stated(told.decision, 'ruleId'),
    environment: context['environment'],
    amount: stated(told.execution, 'amount') ?? stated(told.output, 'amount'),
    subject: subject === undefined ? undefined : context[subject],
    country: countryOf(run, told),
  };
  const found: Partial<Record<ProvenancedFact, Provenance>> = {};
  for (const name of provenancedFacts) {
    const provenance = provenanceOfValue(values[name]);
    if (provenance !== 'recorded') found[name] = provenance;
  }
  return found;
}

/** A recorded null or an empty text states nothing. */
function provenanceOfValue(value: AssembledValue | undefined): Provenance {
  if (value === undefined) return 'absent';
  const says = value.provenance === 'recorded' || value.provenance === 'inferred';
  return says && (value.value === null || value.value === '') ? 'absent' : value.provenance;
}

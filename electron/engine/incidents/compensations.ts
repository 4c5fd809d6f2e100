import { add, type Decimal, multiply, subtract, zero } from '#shared/decimal.ts';
import type { CompensationRow, CompensationState, Compensations, CompensationTotal, Incident, StatedHarm } from '#shared/model/incident.ts';
import { decimalOf, decimalText } from './decimal.ts';

/** What the index knows of a run of the incident. Amounts are decimal text as recorded. */
export interface HarmedRun {
  readonly id: string;
  readonly name: string;
  readonly person: string | null;
  readonly executed: string | null;
  readonly currency: string | null;
  readonly recovered: string | null;
  readonly recoveredCurrency: string | null;
  /** The recovery's own status, in its own words; null: no record speaks of one. */
  readonly recoveryStatus: string | null;
  readonly reversible: string | null;
}

/**
 * The state of each compensation, and what is still owed. *Done* only where the compensation's own outcome is confirmed: a record
 * says so, or a person entered it with a reference. More given back than taken is shown and never netted against others.
 */
export function compensationTable({ harms, compensations, runs }: Pick<Incident, 'harms' | 'compensations' | 'runs'>, details: readonly HarmedRun[]): Compensations {
  const rows = details.filter((run) => isHarmed(run, harms, compensations)).map((run) => rowOf(run, harms, compensations));
  const count = (state: CompensationState): number => rows.filter((row) => row.state === state).length;
  return {
    rows,
    states: { open: count('open'), 'in progress': count('in progress'), done: count('done'), failed: count('failed'), 'not possible': count('not possible') },
    totals: totalsOf(rows),
    withoutDetails: runs.length - details.length,
  };
}

/** Stated to have done harm; or given back something, by a record or an entry. Nothing else is taken for harm. */
function isHarmed(run: HarmedRun, harms: readonly StatedHarm[], entered: Incident['compensations']): boolean {
  return harmOf(run, harms) !== null || run.recoveryStatus !== null || run.recovered !== null || entered.some((one) => one.run === run.id);
}

function rowOf(run: HarmedRun, harms: readonly StatedHarm[], compensations: Incident['compensations']): CompensationRow {
  const entered = compensations.findLast((one) => one.run === run.id);
  const harm = harmOf(run, harms);
  const stated = harm?.amount ?? null;
  const currency = harm?.currency ?? entered?.currency ?? run.recoveredCurrency ?? run.currency;
  const { state, basis } = entered === undefined ? recordedState(run, harm, stated) : { state: entered.state, basis: `entered by ${entered.by}, journal ${entered.seq}${entered.reference === '' ? '' : `: ${entered.reference}`}` };
  const recovered = confirmedAmount(run, entered, currency);
  return {
    run: run.id, runName: run.name, person: run.person, state, basis, currency, executed: run.executed,
    harm: stated === null ? null : decimalText(stated),
    recovered: recovered === null ? null : decimalText(recovered),
    residual: stated === null ? null : decimalText(subtract(stated, recovered ?? zero)),
    owner: entered?.owner ?? '', reference: entered?.reference ?? '', entered: entered !== undefined,
  };
}

interface Harm {
  /** null: the run is named, its sum cannot be told. */
  readonly amount: Decimal | null;
  readonly currency: string | null;
  readonly irreversible: boolean;
}

/** The last statement that speaks of the run. */
function harmOf(run: HarmedRun, harms: readonly StatedHarm[]): Harm | null {
  const harm = harms.findLast(({ runs }) => runs.length === 0 || runs.includes(run.id));
  if (harm === undefined) return null;
  const executed = run.executed === null ? null : decimalOf(run.executed);
  const value = harm.value === null ? null : decimalOf(harm.value);
  const amount = harm.basis === 'whole' ? executed : harm.basis === 'share' ? (executed === null || value === null ? null : multiply(executed, value)) : value;
  return { amount, currency: harm.basis === 'amount' ? (harm.currency ?? run.currency) : run.currency, irreversible: harm.reversible === 'no' };
}

/** `recovered` sums what recoveries with a confirmed outcome of their own state (lineage/run-facts.ts); the status is in their own words. */
const confirmedWords = new Set(['succeeded', 'success', 'completed', 'confirmed', 'settled', 'paid', 'done', 'recovered']);
const failedWords = new Set(['failed', 'rejected', 'declined', 'reversed', 'error']);

function recordedState(run: HarmedRun, harm: Harm | null, stated: Decimal | null): { readonly state: CompensationState; readonly basis: string } {
  const words = run.recoveryStatus === null ? 'no status recorded' : `recorded: ${run.recoveryStatus}`;
  const statuses = (run.recoveryStatus ?? '').toLowerCase().split(/[,;·]\s*/u);
  const recovered = run.recovered === null ? null : decimalOf(run.recovered);
  if (recovered !== null && stated !== null && subtract(stated, recovered).digits > 0n) return { state: 'in progress', basis: `${words}; a part is still owed` };
  if (recovered !== null || statuses.some((status) => confirmedWords.has(status))) return { state: 'done', basis: words };
  if (statuses.some((status) => failedWords.has(status))) return { state: 'failed', basis: words };
  if (run.recoveryStatus !== null) return { state: 'in progress', basis: `${words}; not confirmed` };
  if (harm?.irreversible === true) return { state: 'not possible', basis: 'stated: not reversible' };
  return { state: 'open', basis: 'no compensation recorded or entered' };
}

function confirmedAmount(run: HarmedRun, entered: Incident['compensations'][number] | undefined, currency: string | null): Decimal | null {
  if (entered !== undefined) return entered.state === 'done' && entered.amount !== null && entered.currency === currency ? decimalOf(entered.amount) : null;
  return run.recovered !== null && run.recoveredCurrency === currency ? decimalOf(run.recovered) : null;
}

function totalsOf(rows: readonly CompensationRow[]): readonly CompensationTotal[] {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].toSorted((a, b) => (a ?? '￿').localeCompare(b ?? '￿'));
  return currencies.map((currency) => {
    const of = rows.filter((row) => row.currency === currency);
    const sum = (amounts: readonly (string | null)[]): Decimal => amounts.reduce<Decimal>((total, amount) => add(total, (amount === null ? null : decimalOf(amount)) ?? zero), zero);
    const residuals = of.map(({ residual }) => residual);
    const owed = residuals.filter((residual) => residual !== null && !residual.startsWith('-'));
    const over = residuals.filter((residual) => residual?.startsWith('-') === true).map((residual) => residual?.slice(1) ?? null);
    return { currency, harm: decimalText(sum(of.map(({ harm }) => harm))), recovered: decimalText(sum(of.map(({ recovered }) => recovered))), residual: decimalText(sum(owed)), overCompensated: decimalText(sum(over)), rows: of.length, withoutHarm: of.filter(({ harm }) => harm === null).length };
  });
}

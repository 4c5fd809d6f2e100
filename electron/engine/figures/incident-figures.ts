import type { DataStamp, Figure, FigureDenominator } from '#shared/model/figure.ts';
import { approvalClasses } from '#shared/model/run.ts';
import { bounded, countBounds, distinctBounds, moneyBounds, type Bounded } from './bounds.ts';
import { addDecimals, compareDecimals } from './decimal.ts';

export const incidentQuery = 'incident-runs';
/** The same figures over all runs that a search finds. */
export const populationQuery = 'population-runs';

/** What the figures of an incident are counted over: the runs a person chose, as the index has them. */
export interface CountedRun {
  readonly startedAt: string | null;
  readonly executedAt: string | null;
  readonly executions: number | null;
  readonly outcome: string;
  readonly approvalClass: string;
  readonly subject: string | null;
  readonly targetRecord: string | null;
  readonly system: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly country: string | null;
}

export interface IncidentCount {
  readonly of: { readonly incident: string } | { readonly where: string };
  /** Runs of the case, the denominator of the runs chosen. */
  readonly runsOfCase: number;
  /** Chosen runs the index does not hold. */
  readonly missing: number;
  /** What may be missing from the evidence: with any of these people, records and money have no upper bound. */
  readonly doubts: readonly string[];
  readonly data: DataStamp;
}

/** Every number a report states of an incident's runs. Pure: the same runs, the same figures in the same order. */
export function incidentFigures(runs: readonly CountedRun[], { of: asked, runsOfCase, missing, doubts, data }: IncidentCount): readonly Figure[] {
  const figure = (id: string, title: string, unit: string, found: Bounded, denominator: FigureDenominator | null = null): Figure => ({ id, title, unit, ...found, denominator, where: null, maybeWhere: null, query: 'incident' in asked ? incidentQuery : populationQuery, parameters: asked, data });
  const whole = 'incident' in asked ? 'incident' : 'population';
  const executed = runs.filter(isExecuted);
  const unsaid = runs.filter((run) => !isExecuted(run) && !isKeptFrom(run));
  const ofChosen: FigureDenominator = { value: String(runs.length), of: `runs of the ${whole}` };
  const unsaidWhy = unsaid.length === 0 ? [] : [`${runsWords(unsaid.length)} record neither an execution nor that there was none`];
  const open = [...executed, ...unsaid];
  return [
    figure('runs', `Runs of the ${whole}`, 'runs', countBounds({ certain: runs.length, possible: 0 }, [], missing === 0 ? [] : [`${missing} chosen runs are not in the index and are not counted`]), { value: String(runsOfCase), of: 'runs of this case' }),
    figure('executed', 'Runs whose action was executed', 'runs', countBounds({ certain: executed.length, possible: unsaid.length }, [], unsaidWhy), ofChosen),
    ...kindsOf(open).map((kind) => {
      const named = (list: readonly CountedRun[]): number => new Set(list.flatMap(({ subject }) => (subject !== null && kindOf(subject) === kind ? [subject] : []))).size;
      const unnamed = open.filter(({ subject }) => subject === null).length;
      const why = [...unsaidWhy, ...(unnamed === 0 ? [] : [`${runsWords(unnamed)} name no subject: one more each in the upper bound`])];
      return figure(`subjects:${kind}`, `Distinct subjects of executed actions: ${kind}`, kind, distinctBounds({ certain: named(executed), all: named(open), unnamed, hashed: null }, doubts, why), { value: String(executed.length), of: 'executed runs' });
    }),
    recordsFigure(),
    ...[...new Set(open.flatMap(({ currency }) => currency ?? []))].toSorted().map((currency) => {
      const of = (list: readonly CountedRun[]): readonly string[] => list.flatMap((run) => (run.currency === currency && run.amount !== null ? [run.amount] : []));
      const without = open.filter((run) => (run.currency === currency || run.currency === null) && (run.amount === null || run.currency === null)).length;
      const possible = of(unsaid);
      const above = sum(possible.filter((amount) => compareDecimals(amount, '0') > 0));
      const below = sum(possible.filter((amount) => compareDecimals(amount, '0') < 0));
      const why = [...unsaidWhy, ...(without === 0 ? [] : [`${runsWords(without)} state no amount or no currency`])];
      return figure(`money:${currency}`, `Amounts executed, ${currency}`, currency, moneyBounds({ certain: sum(of(executed)), possibleAbove: above, possibleBelow: below, withoutAmount: without }, doubts, why), { value: String(of(executed).length), of: 'runs it sums' });
    }),
    ...approvalClasses.map((name) => figure(`approval:${name}`, `Approval: ${name}`, 'runs', countBounds({ certain: runs.filter(({ approvalClass }) => approvalClass === name).length, possible: 0 }, []), ofChosen)),
    ...[...new Set(runs.flatMap(({ country }) => country ?? []))].toSorted().map((country) => figure(`country:${country}`, `Runs with country ${country}`, 'runs', countBounds({ certain: runs.filter((run) => run.country === country).length, possible: runs.filter((run) => run.country === null).length }, [], runs.some((run) => run.country === null) ? [`${runsWords(runs.filter((run) => run.country === null).length)} record no country`] : []), ofChosen)),
  ];

  function recordsFigure(): Figure {
    const keys = (list: readonly CountedRun[]): number => new Set(list.flatMap(({ system, targetRecord }) => (targetRecord === null ? [] : [`${system ?? ''}\u0000${targetRecord}`]))).size;
    const unnamed = open.filter(({ targetRecord }) => targetRecord === null).length;
    const why = [...unsaidWhy, ...(unnamed === 0 ? [] : [`${runsWords(unnamed)} name no target record: one more each in the upper bound`])];
    return figure('records', 'Distinct target records of executed actions', 'records', keys(executed) === 0 && unnamed === open.length ? { value: null, upper: null, basis: 'unknown', why: ['no run of the incident names the record it wrote to'] } : bounded(String(keys(executed)), String(keys(open) + unnamed), doubts, why), { value: String(executed.length), of: 'executed runs' });
  }
}

function isExecuted({ executedAt, executions, outcome }: CountedRun): boolean {
  return executedAt !== null || (executions ?? 0) > 0 || outcome === 'succeeded';
}

/** A record says that nothing was executed. */
function isKeptFrom({ outcome }: CountedRun): boolean {
  return outcome === 'rejected' || outcome === 'not executed';
}

function kindsOf(runs: readonly CountedRun[]): readonly string[] {
  return [...new Set(runs.flatMap(({ subject }) => (subject === null ? [] : [kindOf(subject)])))].toSorted();
}

function kindOf(subject: string): string {
  return subject.includes(':') ? subject.slice(0, subject.indexOf(':')) : 'subject';
}

function sum(amounts: readonly string[]): string {
  return amounts.reduce(addDecimals, '0');
}

function runsWords(count: number): string {
  return `${count} ${count === 1 ? 'run' : 'runs'}`;
}

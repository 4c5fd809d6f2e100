import type { Blast, SplitRuns } from '#shared/model/blast.ts';
import type { Figure } from '#shared/model/figure.ts';
import type { SearchField } from '#shared/search/search.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { distinctFigures, moneyFigure, runFigure, total, valuesFigure, type CohortCounts } from './cohort-figures.ts';
import { together } from './cohort-searches.ts';
import type { CohortDistinct, CohortShape, CohortUnnamed } from './cohort-shape.ts';
import { everyRun, executed, executedFailed, executedOutcomeUnknown, explicitlyNone, nobodyRecorded, paidUnapproved, recoveryIs, succeeded } from './conditions.ts';
import { subtractDecimals } from './decimal.ts';

const mostKinds = 6;

/** The figures of a cohort, in the order a person reads them. `total` counts all runs of the case. */
export function blastSections(counts: CohortCounts, distinct: { readonly kinds: readonly CohortDistinct[]; readonly unnamed: CohortUnnamed }, allRuns: number): Blast['sections'] {
  const ofCase = { value: String(allRuns), of: 'runs of the case' };
  const cohort = { value: String(certainRuns(counts.shapes, () => true)), of: 'runs of the cohort' };
  const ran = { value: String(certainRuns(counts.shapes, (shape) => executed.is(shape) === 'holds')), of: 'executed runs' };
  return [
    {
      title: 'Runs',
      figures: [
        runFigure(counts, 'runs', 'Runs with this cause', everyRun, ofCase, ''),
        runFigure(counts, 'executed', 'Executed', executed, cohort, 'of an execution'),
        runFigure(counts, 'succeeded', 'Executed, and confirmed', succeeded, cohort, 'that settles execution or outcome'),
        runFigure(counts, 'outcome-unknown', 'Executed, outcome not known', executedOutcomeUnknown, ran, ''),
        runFigure(counts, 'failed', 'Executed, recorded as failed or refused', executedFailed, ran, ''),
      ],
    },
    {
      title: 'Whom and what it reached',
      figures: [...distinct.kinds.filter(({ certain }) => certain > 0).slice(0, mostKinds).flatMap((kind) => distinctFigures(counts, kind, distinct.unnamed, executed)), valuesFigure(counts, 'countries', 'Countries', 'countries', ({ country }) => country, 'country')],
    },
    { title: 'Amounts', figures: currenciesOf(counts.shapes).flatMap((currency) => moneyFigures(counts, currency)) },
    {
      title: 'Approval',
      figures: [
        runFigure(counts, 'approval-not-recorded', 'No approval recorded', nobodyRecorded, cohort, ''),
        runFigure(counts, 'approval-explicitly-none', 'Recorded as reviewed by nobody', explicitlyNone, cohort, ''),
        ...currenciesOf(counts.shapes).map((currency) => moneyFigure(counts, { ...paid, id: 'paid-unapproved', title: 'Paid without a recorded approval', currency, condition: paidUnapproved })),
      ],
    },
    {
      title: 'Still open',
      figures: [
        runFigure(counts, 'recovery-not-recorded', 'No recovery recorded', recoveryIs('not recorded'), ran, ''),
        runFigure(counts, 'recovery-unconfirmed', 'Recovery recorded, not confirmed', recoveryIs('unconfirmed'), ran, ''),
        runFigure(counts, 'recovery-confirmed', 'An amount given back, confirmed', recoveryIs('confirmed'), ran, ''),
      ],
    },
  ];
}

const paid = { amounts: ({ paid: above, paidBack }: CohortShape) => [above, paidBack] as const, currencyOf: ({ currency }: CohortShape) => currency, withoutAmount: ({ withoutAmount }: CohortShape) => withoutAmount };

function moneyFigures(counts: CohortCounts, currency: string | null): readonly Figure[] {
  const gross = moneyFigure(counts, { ...paid, id: 'gross', title: 'Executed and confirmed, gross', currency, condition: succeeded });
  const unknown = moneyFigure(counts, { ...paid, id: 'outcome-unknown-amount', title: 'Executed, outcome not known', currency, condition: executedOutcomeUnknown });
  const recovered = moneyFigure(counts, {
    id: 'compensated', title: 'Given back, confirmed', currency,
    // A run without a recovery by the record has no such amount to state.
    condition: { ...executed, is: (shape) => (shape.recovery === 'not recorded' ? 'out' : executed.is(shape)) },
    amounts: ({ recovered: amount }) => [amount, '0'], currencyOf: ({ recoveredCurrency }) => recoveredCurrency, withoutAmount: (shape) => (shape.recovery === 'unconfirmed' ? shape.runs : 0),
  });
  return [gross, unknown, recovered, netFigure(gross, recovered)];
}

/** Of what this evidence shows, on both sides: what somebody gave back elsewhere is not in it. */
function netFigure(gross: Figure, recovered: Figure): Figure {
  const value = subtractDecimals(gross.value ?? '0', recovered.value ?? '0');
  const upper = gross.upper === null || recovered.value === null ? null : subtractDecimals(gross.upper, recovered.value);
  return {
    ...gross, id: gross.id.replace('gross', 'net'), title: 'Net: gross less what was given back', value, upper: gross.basis === 'exact' ? value : upper,
    why: [...gross.why, 'a recovery that is not in this evidence, or not confirmed in it, would lower it'],
  };
}

export function blastBreakdowns({ shapes, searches }: CohortCounts): Blast['breakdowns'] {
  const split = (id: string, title: string, field: SearchField, valueOf: (shape: CohortShape) => string | null, closed = false): Blast['breakdowns'][number] => {
    const groups = new Map<string | null, { certain: number; possible: number }>();
    for (const shape of shapes) {
      if (shape.side === 'apart') continue;
      const group = groups.get(valueOf(shape)) ?? { certain: 0, possible: 0 };
      group[shape.side] += shape.runs;
      groups.set(valueOf(shape), group);
    }
    const rows = Array.from(groups, ([value, runs]): SplitRuns => ({ value, ...runs, where: together([searches.certain, closed ? `${field}:${(value ?? 'not recorded').replaceAll(' ', '-')}` : writeTerm(field, value)]) }));
    return { id, title, rows: rows.sort((a, b) => b.certain - a.certain || b.possible - a.possible || ((a.value ?? '') < (b.value ?? '') ? -1 : 1)) };
  };
  return [
    split('approval', 'Approval', 'approval', ({ approval }) => approval, true),
    split('outcome', 'Outcome', 'outcome', ({ outcome }) => outcome, true),
    split('action', 'Action type', 'action', ({ action }) => action),
    split('system', 'Target system', 'system', ({ system }) => system),
    split('country', 'Country', 'country', ({ country }) => country),
  ];
}

export function blastFlow(shapes: readonly CohortShape[]): Blast['flow'] {
  const edges = new Map<string, { action: string | null; system: string | null; certain: number; possible: number }>();
  for (const { side, action, system, runs } of shapes) {
    if (side === 'apart') continue;
    const key = JSON.stringify([action, system]);
    const edge = edges.get(key) ?? { action, system, certain: 0, possible: 0 };
    edge[side] += runs;
    edges.set(key, edge);
  }
  return [...edges.values()].sort((a, b) => b.certain - a.certain || b.possible - a.possible);
}

function certainRuns(shapes: readonly CohortShape[], is: (shape: CohortShape) => boolean): number {
  return total(shapes.filter((shape) => shape.side === 'certain' && is(shape)), ({ runs }) => runs);
}

/** Of what was executed or given back, most used first. Where nothing states an amount there is nothing to sum. */
function currenciesOf(shapes: readonly CohortShape[]): readonly (string | null)[] {
  const counts = new Map<string | null, number>();
  for (const { side, currency, recoveredCurrency, recovered, runs, withoutAmount } of shapes) {
    if (side === 'apart') continue;
    if (runs > withoutAmount) counts.set(currency, (counts.get(currency) ?? 0) + runs - withoutAmount);
    if (recoveredCurrency !== null || /[1-9]/.test(recovered)) counts.set(recoveredCurrency, (counts.get(recoveredCurrency) ?? 0) + runs);
  }
  return Array.from(counts).sort(([a, x], [b, y]) => y - x || ((a ?? '') < (b ?? '') ? -1 : 1)).map(([currency]) => currency);
}

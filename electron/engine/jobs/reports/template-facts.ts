import type { Dispute } from '#shared/model/dispute.ts';
import { approvalClasses } from '#shared/model/run.ts';
import type { EnteredText, ReportRun } from '#shared/model/report.ts';
import type { FindingFamily } from '#shared/model/finding.ts';
import { addDecimals, subtractDecimals } from '../../figures/decimal.ts';
import { findingRules } from '../../findings/index.ts';
import type { ControlTotal, CurrencySum, Population } from '../../reports/incident-report/report-facts.ts';
import { reportRuns } from '../../store/queries/report-runs.ts';
import { runIds } from '../../store/queries/run-ids.ts';
import { runsCount } from '../../store/queries/runs-count.ts';
import type { CaseBench } from '../case-bench.ts';
import { recallDisputes } from '../recall-disputes.ts';
import { recallVersions } from '../recall-versions.ts';
import { ruleContext } from '../survey/rule-context.ts';
import { ruleFailures } from '../survey/rule-failures.ts';
import { surveyState } from '../survey/survey-state.ts';

/** More than this is divided into quarters, not listed in one sheet. */
const mostRuns = 20_000;
const ownPopulation = 'has:amount';
const sampleSize = 25;
const exceptionFamilies: readonly FindingFamily[] = ['approval', 'threshold rules', 'execution'];

type Texts = ReadonlyMap<string, EnteredText>;

/** The runs of a population, in the order of their start. */
export async function populationRuns(bench: CaseBench, where: string): Promise<readonly ReportRun[]> {
  const ids = await runIds(bench.store, bench.caseKey, where, mostRuns + 1);
  return ids.length > mostRuns ? [] : reportRuns(bench.store, bench.caseKey, ids);
}

export function populationWhere(texts: Texts): string {
  return texts.get('population')?.text.trim() ?? ownPopulation;
}

export async function populationFacts(bench: CaseBench, runs: readonly ReportRun[], texts: Texts): Promise<Population> {
  const where = populationWhere(texts);
  const { matching } = await runsCount(bench.store, bench.caseKey, where);
  const classes = approvalClasses.map((approval) => {
    const of = runs.filter(({ approvalClass }) => approvalClass === approval);
    return { approval, runs: of.length, sums: sumsOf(of), withoutAmount: of.filter(({ amount }) => amount === null).length };
  });
  return {
    where, stated: texts.get('population') ?? null, tooMany: matching > mostRuns ? matching : null, classes,
    controlTotals: controlTotals(texts.get('control total'), runs),
    ...(await exceptionsOf(bench, where, matching > mostRuns || matching === 0)),
    rules: await rulesOf(bench, runs),
    sample: sampleOf(texts.get('sample'), bench.case.folder.id),
  };
}

function sumsOf(runs: readonly ReportRun[]): readonly CurrencySum[] {
  const sums = new Map<string | null, string>();
  for (const { amount, currency } of runs) if (amount !== null) sums.set(currency, addDecimals(sums.get(currency) ?? '0', amount));
  return Array.from(sums, ([currency, sum]) => ({ currency, sum })).toSorted((a, b) => (a.currency ?? '￿').localeCompare(b.currency ?? '￿'));
}

/** Lines `count: 1204` and `EUR: 48120.50`; whatever else stands there is printed as it is. */
function controlTotals(entered: EnteredText | undefined, runs: readonly ReportRun[]): Population['controlTotals'] {
  if (entered === undefined) return null;
  const rows: ControlTotal[] = [];
  const unreadable: string[] = [];
  for (const line of entered.text.split('\n').map((one) => one.trim()).filter((one) => one !== '')) {
    const [, what, stated] = /^(count|[A-Z]{3})\s*:\s*(-?\d+(?:\.\d+)?)$/u.exec(line.replaceAll(/(?<=\d)[\s\u202f](?=\d)/gu, '')) ?? [];
    if (what === undefined || stated === undefined) {
      unreadable.push(line);
      continue;
    }
    const found = what === 'count' ? String(runs.length) : (sumsOf(runs).find(({ currency }) => currency === what)?.sum ?? null);
    rows.push({ what, stated, found, difference: found === null ? null : subtractDecimals(found, stated) });
  }
  return { entered, rows, unreadable };
}

/** By the searches a person can repeat. Nothing is said before the survey is whole. */
async function exceptionsOf(bench: CaseBench, where: string, none: boolean): Promise<Pick<Population, 'exceptions' | 'notChecked'>> {
  const rules = findingRules.filter(({ family }) => exceptionFamilies.includes(family));
  if ((await surveyState(bench)).kind !== 'whole') return { exceptions: [], notChecked: rules.map(({ id, title }) => ({ rule: id, title, why: 'the survey of the case is not whole' })) };
  const [context, failures] = [await ruleContext(bench), await ruleFailures(bench)];
  const notChecked = rules.flatMap(({ id, title, needs }) => {
    const why = needs?.(context) ?? failures.get(id) ?? null;
    return why === null ? [] : [{ rule: id, title, why }];
  });
  const exceptions: Population['exceptions'][number][] = [];
  for (const { id, title, severity } of none ? [] : rules) {
    if (notChecked.some(({ rule }) => rule === id)) continue;
    const { matching } = await runsCount(bench.store, bench.caseKey, where === '' ? `finding:${id}` : `(${where}) finding:${id}`);
    if (matching > 0) exceptions.push({ rule: id, title, severity, runs: matching });
  }
  return { exceptions, notChecked };
}

async function rulesOf(bench: CaseBench, runs: readonly ReportRun[]): Promise<Population['rules']> {
  const named = runs.filter(({ approvalClass, ruleId }) => approvalClass === 'named rule' || ruleId !== null);
  if (named.length === 0) return [];
  const { entries } = await recallVersions(bench);
  return [...new Set(named.map(({ ruleId }) => ruleId))].toSorted((a, b) => (a ?? '￿').localeCompare(b ?? '￿')).map((rule) => ({
    rule, runs: named.filter(({ ruleId }) => ruleId === rule).length, entries: entries.filter(({ kind, name, basis }) => kind === 'rule' && name === rule && basis === 'registry'),
  }));
}

function sampleOf(stated: EnteredText | undefined, caseId: string): Population['sample'] {
  const line = (name: string): string | null => new RegExp(`^\\s*${name}\\s*:\\s*(.+?)\\s*$`, 'imu').exec(stated?.text ?? '')?.[1] ?? null;
  const size = Number(line('size') ?? sampleSize);
  return { size: Number.isSafeInteger(size) && size > 0 && size <= 1000 ? size : sampleSize, seed: line('seed') ?? caseId, stated: stated ?? null };
}

/** Disputes about these runs, recorded in the evidence or filed here. */
export async function disputesOf(bench: CaseBench, runs: readonly string[], now: string): Promise<readonly Dispute[]> {
  const chosen = new Set(runs);
  return (await recallDisputes(bench, now)).disputes.filter(({ run }) => run !== null && chosen.has(run));
}

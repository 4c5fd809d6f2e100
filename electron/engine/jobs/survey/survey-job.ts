import { statSync } from 'node:fs';
import type { RuleContext } from '../../findings/finding-rule.ts';
import { uuidText } from '../import-state.ts';
import { metaValue, setMeta } from '../../store/queries/meta.ts';
import { runsInCase, runsSurveyed } from '../../store/queries/survey-counts.ts';
import { copyStream } from '../../store/binary-copy.ts';
import { refreshStatistics } from '../../store/settle.ts';
import { emptySurvey, forgetSurveyed } from '../../store/surveyed-tables.ts';
import { appliedImport } from '../applied-import.ts';
import type { CaseBench } from '../case-bench.ts';
import { throwIfCancelled, type JobControl } from '../jobs.ts';
import { recallRuns } from '../recall-runs.ts';
import { planRange } from './plan-range.ts';
import { caseContext, ruleContext, surveyedBy } from './rule-context.ts';
import { collectFindings } from './collect-findings.ts';
import { forgetSurvey } from './survey-state.ts';
import { sideBySide } from './side-by-side.ts';
import type { RuleFailure, SurveyBatch, SurveyTask } from './survey-batch.ts';
import { surveyTableNames, surveyTables } from './survey-tables.ts';
import { createSurveyor } from './surveyor.ts';

/** Bytes of one range: what a thread reads at a time, and what one statement plans. */
const rangeBytes = 4 << 20;
/** Runs read back side by side when several records tell of them. */
const sliceRuns = 100;
/** Below this share of a range, its runs are read one by one instead of the whole range. */
const worthReading = 0.25;
/** Runs from which a plan made without statistics costs more than the statistics. They are made again at eight times as many. */
const statisticsFrom = 2000;

export interface SurveyResult {
  readonly failures: readonly RuleFailure[];
}

/** Whether what rules say of the case rests on another state of it than now. */
export async function surveyIsDue(bench: CaseBench): Promise<boolean> {
  const { store, caseKey } = bench;
  const applied = await appliedImport(bench);
  if (applied === 0) return false;
  if (Number((await metaValue(store, caseKey, 'surveyed-import-seq')) ?? -1) !== applied) return true;
  return (await metaValue(store, caseKey, 'surveyed-by')) !== surveyedBy(await ruleContext(bench), bench.build);
}

/**
 * Reads every run again that has no row in `run_detail` and writes what rules say of it; then asks the rules over many runs. Each
 * batch stands for itself: killed or cancelled between two, the next survey goes on behind the last. Nothing is held over a batch, so
 * that lists are answered all the while.
 */
export async function surveyRuns(bench: CaseBench, control: JobControl): Promise<SurveyResult> {
  const { store, caseKey, survey } = bench;
  const applied = await appliedImport(bench);
  const context = await ruleContext(bench);
  const by = surveyedBy(context, bench.build);
  if ((await metaValue(store, caseKey, 'surveyed-by')) !== by) {
    await emptySurvey(store, caseKey);
    await setMeta(store, caseKey, 'surveyed-by', by);
  }
  await forgetSurvey(bench);
  const [total, before] = [await runsInCase(store, caseKey), await runsSurveyed(store, caseKey)];
  const failures: RuleFailure[] = [];
  let runs = before;
  const note = (batch: SurveyBatch): void => {
    runs += batch.runs;
    failures.push(...batch.failures);
    if (survey.underWay !== null) Object.assign(survey.underWay, { runs, total });
    control.report({ step: 'Surveying runs', bytesDone: runs, bytesTotal: total, records: runs - before });
  };
  if (survey.underWay !== null) Object.assign(survey.underWay, { runs, total });
  control.report({ step: 'Surveying runs', bytesDone: runs, bytesTotal: total });
  const left = new Set<string>();
  let refreshAt = statisticsFrom;
  const write = async (batch: SurveyBatch): Promise<void> => {
    await writeBatch(bench, batch, before > 0);
    if (runs + batch.runs < refreshAt) return;
    refreshAt = (runs + batch.runs) * 8;
    await refreshStatistics(store, ['run_detail']);
  };
  for await (const batch of sideBySide(bench.pool.size + 1, tasks(bench, context, left), (task) => bench.pool.survey(task))) {
    throwIfCancelled(control.signal);
    for (let at = 0; at < batch.declined.length; at += 16) left.add(uuidText(batch.declined, at));
    await write(batch);
    note(batch);
  }
  for await (const batch of recalled(bench, context, [...left].sort())) {
    throwIfCancelled(control.signal);
    await write(batch);
    note(batch);
  }
  control.report({ step: 'Comparing runs with each other' });
  await refreshStatistics(store, ['run_detail', 'run_finding']);
  failures.push(...(await collectFindings(bench, await caseContext(bench, context), () => throwIfCancelled(control.signal))));
  throwIfCancelled(control.signal);
  await setMeta(store, caseKey, 'rule-failures', JSON.stringify(failures.slice(0, 100)));
  await setMeta(store, caseKey, 'surveyed-import-seq', String(applied));
  return { failures };
}

/** Parts of sources worth reading whole; runs that are better read one by one are added to `left`. */
async function* tasks(bench: CaseBench, context: RuleContext, left: Set<string>): AsyncGenerator<SurveyTask> {
  const { store, caseKey, shelf } = bench;
  const sources = await store.query('SELECT source_key FROM source WHERE case_key = $1 AND read > 0 ORDER BY source_key', [caseKey]);
  const [repeated] = await store.query('SELECT EXISTS (SELECT 1 FROM source WHERE case_key = $1 AND duplicate > 0)', [caseKey]);
  const repeats = repeated?.[0] === true;
  for (const [key] of sources) {
    const sourceKey = Number(key);
    const source = await shelf.source(sourceKey);
    const bytes = statSync(source.path).size;
    const range = { path: source.path, caseKey, sourceKey, sourceName: source.name, importer: source.importer, layout: source.layout, mapping: source.mapping, zone: source.zone };
    const whole = { alone: 0, records: 0, skip: new Set<string>() };
    for (let from = 0; from < bytes; from += rangeBytes) {
      const plan = await planRange(store, caseKey, { sourceKey, from, to: from + rangeBytes, repeats });
      for (const id of plan.several) left.add(id);
      if (source.layout.kind === 'lines') {
        if (plan.alone >= plan.records * worthReading && plan.alone > 0) yield { range: { ...range, from, to: Math.min(bytes, from + rangeBytes) }, skip: new Set(plan.skip), context };
        else for (const id of plan.alone > 0 ? await runsAlone(bench, sourceKey, from) : []) left.add(id);
        continue;
      }
      whole.alone += plan.alone;
      whole.records += plan.records;
      for (const place of plan.skip) whole.skip.add(place);
    }
    if (whole.alone > 0) yield { range: { ...range, from: 0, to: bytes }, skip: whole.skip, context };
  }
}

/** Runs of a range that are not surveyed yet. */
async function runsAlone({ store, caseKey }: CaseBench, sourceKey: number, from: number): Promise<readonly string[]> {
  const rows = await store.query(
    `SELECT DISTINCT record.run_id::text
       FROM record
       JOIN run ON run.case_key = record.case_key AND run.id = record.run_id
       LEFT JOIN run_detail AS detail ON detail.case_key = record.case_key AND detail.run_id = record.run_id
      WHERE record.case_key = $1 AND record.source_key = $2 AND record.byte_offset >= $3 AND record.byte_offset < $4 AND detail.run_id IS NULL`,
    [caseKey, sourceKey, from, from + rangeBytes],
  );
  return rows.map(([id]) => String(id));
}

async function* recalled(bench: CaseBench, context: RuleContext, ids: readonly string[]): AsyncGenerator<SurveyBatch> {
  const surveyor = createSurveyor(bench.caseKey, context);
  for (let from = 0; from < ids.length; from += sliceRuns) {
    const runs = await recallRuns(bench.store, bench.caseKey, bench.shelf, ids.slice(from, from + sliceRuns));
    for (const { events } of runs) {
      // Unreadable now although it was read at import: the vault's bytes changed, and re-hashing says so.
      if (events.length > 0) surveyor.run(events);
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield surveyor.take(0);
  }
}

/** `run_detail` last: it says that the run has its other rows. `resumed`: a survey may have been killed before it came to that. */
async function writeBatch({ store, caseKey }: CaseBench, { ids, rows }: SurveyBatch, resumed: boolean): Promise<void> {
  if (ids.length === 0) return;
  if (resumed) await forgetSurveyed(store, caseKey, Array.from({ length: ids.length / 16 }, (_, index) => uuidText(ids, index * 16)));
  for (const name of surveyTableNames) {
    const body = rows[name];
    if (body !== undefined && body.length > 0) await store.copyIn(name, surveyTables[name].columns, copyStream([body]));
  }
}

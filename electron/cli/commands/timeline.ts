import { laneKinds, type LaneKind, type TimelineCoverage, type TimelineHistogram, type TimelineLanes, type TimelineMarks, type VersionMark } from '#shared/model/timeline.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { placementRule } from '#shared/time-axis.ts';
import { jsonOption, type Command } from '../command.ts';
import { openSurveyedCase, withEngine, type Asking } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { timeText } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

const mostBins = 60;

export const timelineCommand: Command = {
  name: 'timeline',
  positionals: ['CASE'],
  summary: 'count runs over time, with version changes, gaps and bursts',
  details: `
Bins are whole units of UTC, no more than ${mostBins} of them. "matching" counts the runs of --where, "all" those of the case.
--by lists lanes: ${laneKinds.join(', ')}. Lanes by stage count when each stage of a run happened, the others when the run began.
Runs whose start is missing, zero, before 1990 or after their import are counted under "unplaced" with the reason and never
stretch the axis. A change of version coincides with what is beside it; nothing here says that it caused anything.`,
  options: {
    where: { argument: 'SEARCH', help: 'only runs that match; at:a..b chooses the window as well' },
    by: { argument: 'LANE', help: `lanes by ${laneKinds.join(', ')}` },
    json: jsonOption,
  },
  async run(given, terminal) {
    const by = laneOf(given.values.get('by'));
    if (!by.ok) return complain(by.problem, terminal);
    return withEngine(terminal, async (engine) => {
      const opened = await openSurveyedCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const read = await readTimeline(engine, given.values.get('where') ?? '', by.value);
      if (!read.ok) return complain(read.problem, terminal);
      if (given.switches.has('json')) printJson(timelineJson(read.value), terminal);
      else terminal.out(timelineText(read.value));
      return exitCodes.fine;
    });
  },
};

interface Timeline {
  readonly histogram: TimelineHistogram;
  readonly lanes: TimelineLanes | null;
  readonly marks: TimelineMarks;
  readonly coverage: TimelineCoverage;
}

async function readTimeline(engine: Asking, where: string, by: LaneKind | null): Promise<Result<Timeline>> {
  const histogram = await engine.ask('timeline.histogram', { where, window: null, unit: null, most: mostBins, zone: 'utc' });
  if (!histogram.ok) return histogram;
  const { axis, unit } = histogram.value;
  const lanes = by === null || axis === null ? null : await engine.ask('timeline.lanes', { where, by, window: axis, unit, most: mostBins, zone: 'utc', lanes: 50 });
  if (lanes !== null && !lanes.ok) return lanes;
  const marks = await engine.ask('timeline.marks', {});
  if (!marks.ok) return marks;
  const coverage = await engine.ask('timeline.coverage', {});
  return coverage.ok ? ok({ histogram: histogram.value, lanes: lanes?.value ?? null, marks: marks.value, coverage: coverage.value }) : coverage;
}

function laneOf(word: string | undefined): Result<LaneKind | null> {
  if (word === undefined) return ok(null);
  const known = laneKinds.find((kind) => kind === word);
  return known === undefined ? failed('usage', `There are no lanes by ${JSON.stringify(word)}.`, `Lanes are by ${laneKinds.join(', ')}.`) : ok(known);
}

function timelineJson({ histogram, lanes, marks, coverage }: Timeline) {
  const { axis, unit, edges, matching, all, total, unplaced, unplacedTotal } = histogram;
  return {
    from: timeText(axis?.from ?? null), until: timeText(axis?.until ?? null), unit, total,
    bins: matching.map((count, bin) => ({ from: timeText(edges[bin] ?? null), until: timeText(edges[bin + 1] ?? null), matching: count, all: all[bin] ?? 0 })),
    unplaced: { rule: placementRule, total: unplacedTotal, reasons: unplaced },
    ...(lanes === null ? {} : { lanes: { by: lanes.by, more: lanes.more, unfinished: lanes.unfinished, rows: lanes.lanes.map(({ label, term, bins, inWindow, unplaced: without }) => ({ label, term, inWindow, unplaced: without, bins: bins.map(([bin, runs]) => ({ from: timeText(edges[bin] ?? null), runs })) })) } }),
    versions: marks.versions.map((mark) => ({ ...mark, at: timeText(mark.at), firstUse: timeText(mark.firstUse) })),
    overlaps: marks.overlaps.map((band) => ({ ...band, from: timeText(band.from), until: timeText(band.until) })),
    rhythm: { rule: coverage.rule, sources: coverage.sources.map(({ sourceKey, name, unplaced: without, signs }) => ({ source: name, sourceKey, recordsWithoutPlace: without, signs: signs.map((sign) => ({ ...sign, from: timeText(sign.from), until: timeText(sign.until) })) })) },
  };
}

function timelineText({ histogram, lanes, marks, coverage }: Timeline): string {
  const { unit, edges, matching, all, total, unplaced, unplacedTotal } = histogram;
  const most = Math.max(1, ...matching);
  const bars = matching.map((count, bin) => [timeText(edges[bin] ?? null) ?? '', String(count), String(all[bin] ?? 0), '#'.repeat(Math.ceil((count / most) * 40))]);
  const reasons = unplaced.filter(({ count }) => count > 0).map(({ reason, count }) => `${count} ${reason}`);
  const signs = coverage.sources.flatMap(({ name, signs: own }) => own.map((sign) => [sign.kind, name, timeText(sign.from) ?? '', timeText(sign.until) ?? '', sign.because]));
  return [
    matching.length === 0 ? 'No run has a start that can stand on the axis.\n' : textTable([`from, UTC (${unit})`, 'matching', 'all', ''], bars, ['matching', 'all']),
    `${total.matching} of ${total.all} runs match; ${unplacedTotal.matching} of them not on the axis${reasons.length === 0 ? '' : `: ${reasons.join(', ')}`}\n`,
    lanes === null ? '' : `\nLanes by ${lanes.by}\n${lanes.unfinished === null ? '' : `${lanes.unfinished}\n`}${textTable(['lane', 'on the axis', 'not on it'], lanes.lanes.map(({ label, inWindow, unplaced: without }) => [printable(label), String(inWindow), String(without)]), ['on the axis', 'not on it'])}${lanes.more.lanes > 0 ? `${lanes.more.lanes} more lanes with ${lanes.more.runs} runs\n` : ''}`,
    marks.versions.length === 0 ? '' : `\nVersions\n${textTable(['from, UTC', 'kind', 'name', 'version', 'before it', 'known from'], marks.versions.map(versionRow))}`,
    signs.length === 0 ? '' : `\nGaps and bursts\n${textTable(['what', 'source', 'from, UTC', 'until', 'because'], signs)}`,
  ].join('');
}

function versionRow({ at, kind, name, version, previous, basis }: VersionMark): readonly string[] {
  return [timeText(at) ?? '', kind, name, version, previous ?? 'none known', basis === 'registry' ? 'a registry' : 'inferred from first use'];
}

import { useCallback, useMemo, useState } from 'react';
import type { TimelineHistogram } from '#shared/model/timeline.ts';
import { unitFor, unitLength, type TimeUnit } from '#shared/time-bins.ts';
import { Button } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { Key } from '../../parts/key.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { ViewHeader } from '../../parts/view-header.tsx';
import { useAnnotations } from '../../state/annotations-state.ts';
import { useApp, type Zone } from '../../state/app-state.ts';
import { useCase } from '../../state/case-state.ts';
import { showJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { adjustPlace, goTo, useView } from '../../state/view-state.ts';
import { stretchOf, withoutTime, withStretch } from './at-term.ts';
import { BinsTable } from './bins-table.tsx';
import { ChangePanel } from './change-panel.tsx';
import { Chart } from './chart.tsx';
import { isChange } from './flag-rows.ts';
import { laneOptions, Lanes } from './lanes.tsx';
import { NotedEvents } from './noted-events.tsx';
import { RangeList } from './range-list.tsx';
import styles from './timeline-view.module.css';
import { readPlace, writePlace, type TimelinePlace } from './timeline-place.ts';
import { stretchText } from './time-words.ts';
import { holds, wholeAxis, withSurroundings, type Stretch } from './time-window.ts';
import { UnknownTime } from './unknown-time.tsx';
import { useShownWindow } from './use-shown-window.ts';

/** Left of the plot, and right of it, in pixels; the same as in the style sheet. */
const besides = 176 + 152;
const usualWidth = 1200;
const panelWidth = 448;
/** A bar is at least so many pixels wide. */
const barWidth = 6;
const mostLanes = 8;

export function TimelineView() {
  const { where, about } = useView((state) => state.place);
  const revision = useCase((state) => state.revision);
  const zone = useApp((state) => state.zone);
  const zoneName = zone === 'utc' ? 'utc' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const here = useMemo(() => readPlace(about), [about]);
  const [measure, measured] = useWidth<HTMLDivElement>();
  const marks = useAnswer('timeline.marks', {}, revision);
  const mark = here.mark === null ? undefined : marks.value?.versions.find(({ id }) => id === here.mark);
  // What stands beside them narrows histogram and lanes alike: one axis for both.
  const width = Math.max(200, (measured ?? usualWidth) - besides - (mark === undefined ? 0 : panelWidth));
  const bars = Math.floor(width / barWidth);
  const rest = withoutTime(where);
  const { live, settled, show } = useShownWindow(here.shown);
  const asked = useAsked(live, bars);
  const { value: histogram, problem, withheld } = useAnswer('timeline.histogram', { where: rest, window: asked === null ? null : { from: String(asked.window.from), until: String(asked.window.until) }, unit: asked?.unit ?? null, most: bars, zone: zoneName }, revision);
  const coverage = useAnswer('timeline.coverage', {}, revision);
  const counted = useAnswer('runs.count', { where }, revision);
  const axis = useMemo(() => axisOf(histogram), [histogram]);
  const brush = useMemo(() => stretchOf(where, axis), [where, axis]);
  const shown = live ?? (axis === null ? null : wholeAxis(axis));
  const resting = settled ?? (axis === null ? null : wholeAxis(axis));
  const laneStretch = brush ?? asked?.window ?? resting;
  const lanes = useAnswer('timeline.lanes', laneStretch === null ? null : { where: rest, by: here.lanes, window: { from: String(laneStretch.from), until: String(laneStretch.until) }, unit: null, most: brush === null && asked !== null ? bars * 3 : bars, zone: zoneName, lanes: mostLanes }, revision);
  const flagged = useMemo(() => (marks.value?.versions ?? []).filter(isChange), [marks.value]);
  const gaps = useMemo(() => (coverage.value?.together ?? []).map(({ from, until }) => ({ from: BigInt(from), until: BigInt(until) })), [coverage.value]);
  const events = useAnnotations((state) => state.summary?.events ?? none);

  const onShow = useCallback((change: (now: Stretch) => Stretch) => show((now) => (axis === null ? now : change(now ?? wholeAxis(axis)))), [show, axis]);
  const onWhole = useCallback(() => show(() => null), [show]);
  const onBrush = useCallback((range: Stretch | null) => goTo({ where: withStretch(useView.getState().place.where, range) }), []);
  const onMark = useCallback((id: string | null) => change({ mark: id }, true), []);
  const onAnchor = useCallback((at: string | null) => change({ anchor: at === null ? null : BigInt(at) }, false), []);

  const failure = problem !== null && problem.code !== 'superseded' ? problem : null;
  const filtered = rest !== '';
  return (
    <section aria-label="Timeline" className={styles.view} ref={measure}>
      <ViewHeader title="Timeline" detail={<span role="status">{histogram === null ? '' : headline(histogram, filtered)}</span>}>
        <span className={styles.keys} aria-hidden>
          <Key>W</Key>
          <Key>S</Key> zoom <Key>A</Key>
          <Key>D</Key> pan <Key>0</Key> all
        </span>
        <Segments label="Lanes by" options={laneOptions} value={here.lanes} onChange={(by) => change({ lanes: by }, true)} />
      </ViewHeader>
      {failure !== null && <ProblemNote problem={failure} />}
      {withheld && histogram === null && <JobUnderWay onShow={showJob} />}
      {histogram !== null && axis === null && (
        <EmptyState title={histogram.total.all === 0 ? 'No runs yet' : 'No run has a time that can stand on an axis'} next={histogram.total.all === 0 ? 'Drop an audit export on the window: its runs appear here in the order of their time.' : `${countedText(histogram.unplacedTotal.all, 'run')} at an unknown time: the run list shows them.`} />
      )}
      {histogram !== null && axis !== null && shown !== null && resting !== null && (
        <div className={mark === undefined ? styles.alone : styles.besidePanel}>
          <div className={styles.main}>
            <div className={styles.top}>
              <Chart histogram={histogram} axis={axis} shown={shown} width={width} zone={zone} zoneName={zoneName} brush={brush} anchor={here.anchor} gaps={gaps} marks={flagged} overlaps={marks.value?.overlaps ?? none} chosenMark={here.mark} filtered={filtered} onShow={onShow} onWhole={onWhole} onBrush={onBrush} onMark={onMark} />
              <UnknownTime histogram={histogram} axis={axis} where={where} />
            </div>
            <BinsTable histogram={histogram} shown={resting} zone={zone} />
            <NotedEvents events={events} shown={shown} width={width} onAnchor={onAnchor} />
            <Legend filtered={filtered} gaps={gaps.length > 0} signs={(coverage.value?.sources ?? []).reduce((sum, { signs }) => sum + signs.length, 0)} rule={coverage.value?.rule ?? ''} brush={brush} zone={zone} counted={counted.pending ? null : counted.value} bySource={here.lanes === 'source'} />
            <div className={styles.lanes}>{lanes.value !== null && <Lanes lanes={lanes.value} shown={brush ?? shown} width={width} zone={zone} zoneName={zoneName} where={where} anchor={here.anchor} sources={coverage.value?.sources ?? none} ownTime={brush !== null} />}</div>
            <RangeList where={where} revision={revision} zone={zone} total={counted.value?.matching} narrow={mark !== undefined || width < 800} onAnchor={onAnchor} />
          </div>
          {mark !== undefined && <ChangePanel key={mark.id} mark={mark} days={here.days} where={rest} zone={zone} revision={revision} onDays={(days) => change({ days }, false)} onMark={onMark} />}
        </div>
      )}
    </section>
  );
}

const none: readonly never[] = [];

function change(next: Partial<TimelinePlace>, step: boolean): void {
  const { place } = useView.getState();
  const about = writePlace({ ...readPlace(place.about), ...next });
  if (step) goTo({ about });
  else adjustPlace({ about });
}

interface Asked {
  readonly window: Stretch;
  readonly unit: TimeUnit;
}

/** What to ask the engine for: the window with its surroundings, and again only when the window nears their end or another unit fits. */
function useAsked(shown: Stretch | null, bars: number): Asked | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  if (shown === null) {
    if (asked !== null) setAsked(null);
    return null;
  }
  const unit = unitFor({ from: String(shown.from), until: String(shown.until) }, bars);
  const margin = (shown.until - shown.from) / 3n;
  const inside = asked !== null && holds(asked.window, { from: shown.from - margin, until: shown.until + margin });
  if (asked !== null && asked.unit === unit && inside) return asked;
  const next = { window: snapped(withSurroundings(shown), unitLength(unit)), unit };
  setAsked(next);
  return next;
}

/** Whole units, so that small moves ask the same question. */
function snapped({ from, until }: Stretch, unit: bigint): Stretch {
  return { from: from - (from % unit), until: until - (until % unit) + unit };
}

function axisOf(histogram: TimelineHistogram | null): Stretch | null {
  return histogram === null || histogram.axis === null ? null : { from: BigInt(histogram.axis.from), until: BigInt(histogram.axis.until) };
}

function headline({ total, unit }: TimelineHistogram, filtered: boolean): string {
  const runs = filtered ? `${countText(total.matching)} of ${countedText(total.all, 'run')}` : countedText(total.all, 'run');
  return `${runs} · one bar is ${unit}`;
}

interface LegendProps {
  readonly filtered: boolean;
  readonly gaps: boolean;
  readonly signs: number;
  readonly rule: string;
  readonly brush: Stretch | null;
  readonly zone: Zone;
  readonly counted: { readonly matching: number; readonly total: number } | null;
  readonly bySource: boolean;
}

function Legend({ filtered, gaps, signs, rule, brush, zone, counted, bySource }: LegendProps) {
  return (
    <div className={styles.legend}>
      <span className={styles.swatch}>
        <i className={styles.matching} /> {filtered ? 'matching runs' : 'runs'}
      </span>
      {filtered && (
        <span className={styles.swatch}>
          <i className={styles.all} /> all runs
        </span>
      )}
      {gaps && (
        <span className={styles.swatch} title={rule}>
          <i className={styles.hatched} /> unusual silence of all sources
        </span>
      )}
      {signs > 0 && !bySource && (
        <Button look="link" small title={rule} onClick={() => change({ lanes: 'source' }, true)}>
          {countedText(signs, 'gap or burst', 'gaps and bursts')} in single sources
        </Button>
      )}
      {bySource && <span title={rule}>hatched: gap · ruled above: burst</span>}
      <span className={styles.range}>
        {brush === null ? (
          'drag over the bars to choose a range'
        ) : (
          <>
            Range <span className="mono">{stretchText(String(brush.from), String(brush.until), zone)}</span> · {counted === null ? '…' : `${countText(counted.matching)} of ${countedText(counted.total, 'run')}`}{' '}
            <Button look="link" small onClick={() => goTo({ where: withStretch(useView.getState().place.where, null) })}>
              Clear
            </Button>
          </>
        )}
      </span>
    </div>
  );
}

import { type KeyboardEvent, memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { TimelineHistogram, VersionMark, VersionOverlap } from '#shared/model/timeline.ts';
import { classNames } from '../../parts/class-names.ts';
import { countText } from '../../parts/count-text.ts';
import type { Zone } from '../../state/app-state.ts';
import { barPath, drawnBins, footPath, roundedUp, shownBins, shownPart } from './bar-paths.ts';
import styles from './chart.module.css';
import { Flags } from './flags.tsx';
import { binWords, momentText } from './time-words.ts';
import { timeTicks } from './time-ticks.ts';
import { instantAt, placeOf, zoomed, panned, type Stretch } from './time-window.ts';
import type { Moves } from './use-move-keys.ts';
import { useMoveKeys } from './use-move-keys.ts';

export interface ChartProps {
  readonly histogram: TimelineHistogram;
  readonly axis: Stretch;
  readonly shown: Stretch;
  readonly width: number;
  readonly zone: Zone;
  readonly zoneName: string;
  readonly brush: Stretch | null;
  readonly anchor: bigint | null;
  readonly gaps: readonly Stretch[];
  readonly marks: readonly VersionMark[];
  readonly overlaps: readonly VersionOverlap[];
  readonly chosenMark: string | null;
  readonly filtered: boolean;
  readonly onShow: Moves['change'];
  readonly onWhole: () => void;
  readonly onBrush: (brush: Stretch | null) => void;
  readonly onMark: (mark: string | null) => void;
}

/** Pixels a pointer may tremble in a click. */
const tremble = 4;

/** The histogram with its flags and brush. Everything in it is told once more by the table beside it. */
export const Chart = memo(function Chart(props: ChartProps) {
  const { histogram, axis, shown, width, zone, zoneName, brush, anchor, gaps, filtered, onShow, onWhole, onBrush } = props;
  const plot = useRef<HTMLDivElement>(null);
  const pointer = useRef<number | null>(null);
  const [dragged, setDragged] = useState<Stretch | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const drawn = useMemo(() => drawnBins(histogram.edges), [histogram.edges]);
  const paths = useMemo(() => (drawn === null ? null : { all: barPath(drawn, histogram.all.entries()), matching: barPath(drawn, histogram.matching.entries()), foot: footPath(drawn, histogram.matching.entries()) }), [drawn, histogram]);
  const [first, end] = shownBins(histogram.edges, shown);
  const most = roundedUp(Math.max(1, ...histogram.all.slice(first, end)));
  const [left, part] = drawn === null ? [0, 1] : shownPart(drawn, shown);
  const ticks = timeTicks(shown, zoneName, Math.floor(width / 90));

  const fixed = (): bigint => {
    if (anchor !== null && anchor >= shown.from && anchor <= shown.until) return anchor;
    return instantAt(pointer.current ?? 0.5, shown);
  };
  const keys = useMoveKeys({ change: onShow, axis, fixed, whole: onWhole });

  useEffect(() => {
    const element = plot.current;
    if (element === null) return undefined;
    const turned = (event: WheelEvent): void => {
      event.preventDefault();
      const at = pointer.current ?? 0.5;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) onShow((now) => panned(now, sideways / 1200, axis));
      else onShow((now) => zoomed(now, Math.exp(event.deltaY / 600), instantAt(at, now), axis));
    };
    element.addEventListener('wheel', turned, { passive: false });
    return () => element.removeEventListener('wheel', turned);
  }, [axis, onShow]);

  const binAt = (place: number): number | null => {
    const at = instantAt(place, shown);
    const [low, high] = shownBins(histogram.edges, shown);
    for (let bin = low; bin < high; bin += 1) if (at >= BigInt(histogram.edges[bin] ?? '0') && at < BigInt(histogram.edges[bin + 1] ?? '0')) return bin;
    return null;
  };
  const binStretch = (bin: number): Stretch => ({ from: BigInt(histogram.edges[bin] ?? '0'), until: BigInt(histogram.edges[bin + 1] ?? '0') });
  const spanned = (a: number, b: number): Stretch | null => {
    const [one, other] = [binAt(clampPlace(a)), binAt(clampPlace(b))];
    if (one === null || other === null) return null;
    return { from: binStretch(Math.min(one, other)).from, until: binStretch(Math.max(one, other)).until };
  };

  const pressed = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const begin = (event.clientX - box.left) / box.width;
    const pan = event.shiftKey;
    const handle = event.target instanceof HTMLElement ? event.target.dataset['handle'] : undefined;
    // The end that is not held stays.
    const kept = handle === undefined || brush === null ? begin : placeOf(handle === 'from' ? brush.until - 1n : brush.from, shown);
    const element = event.currentTarget;
    element.setPointerCapture(event.pointerId);
    let moved = false;
    let before = begin;
    let chosen: Stretch | null = null;
    const move = (next: globalThis.PointerEvent): void => {
      const now = (next.clientX - box.left) / box.width;
      moved = moved || Math.abs(now - begin) * box.width > tremble;
      if (!moved) return;
      if (pan) onShow((window) => panned(window, before - now, axis));
      else {
        chosen = spanned(kept, now);
        setDragged(chosen);
      }
      before = now;
    };
    const finish = (): void => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', finish);
      element.removeEventListener('pointercancel', finish);
      setDragged(null);
      if (pan) return;
      if (moved) {
        if (chosen !== null) onBrush(chosen);
        return;
      }
      const bin = binAt(begin);
      if (bin === null || handle !== undefined) return;
      const stretch = binStretch(bin);
      onBrush(brush !== null && brush.from === stretch.from && brush.until === stretch.until ? null : stretch);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', finish);
    element.addEventListener('pointercancel', finish);
  };

  const keyed = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!keys.press(event) && !stepped(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const stepped = (event: KeyboardEvent): boolean => {
    const at = cursor === null || cursor < first || cursor >= end ? null : cursor;
    if (event.key === 'Escape' && brush !== null) onBrush(null);
    else if (event.key === 'Enter' && at !== null) onBrush(binStretch(at));
    else if (event.key === 'Home') setCursor(first);
    else if (event.key === 'End') setCursor(end - 1);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const next = Math.min(end - 1, Math.max(first, at === null ? first : at + (event.key === 'ArrowRight' ? 1 : -1)));
      setCursor(next);
      if (event.shiftKey) {
        const stretch = binStretch(next);
        const from = binStretch(at ?? next);
        const held = brush ?? from;
        onBrush(event.key === 'ArrowRight' ? { from: held.from, until: stretch.until } : { from: stretch.from, until: held.until });
      }
    } else return false;
    return true;
  };

  const range = dragged ?? brush;
  const told = hovered ?? cursor;
  const toldWords = told === null || told < first || told >= end ? null : binWords(histogram, told, zone, filtered);
  const percent = (at: bigint): number => placeOf(at, shown) * 100;
  return (
    <div className={styles.chart}>
      <Flags {...props} />
      <div className={styles.scale} aria-hidden>
        <span>{countText(most)}</span>
        <span>0</span>
      </div>
      <div
        ref={plot}
        role="application"
        tabIndex={0}
        aria-label="Runs over time. W and S zoom, A and D pan, 0 shows all; arrows move from bar to bar, with Shift they choose a range, Escape clears it"
        className={styles.plot}
        onPointerDown={pressed}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          pointer.current = (event.clientX - box.left) / box.width;
          setHovered(binAt(clampPlace(pointer.current)));
        }}
        onPointerLeave={() => {
          pointer.current = null;
          setHovered(null);
        }}
        onDoubleClick={() => brush !== null && onShow(() => brush)}
        onKeyDown={keyed}
        onKeyUp={keys.release}
        onBlur={keys.releaseAll}
      >
        {gaps.map((gap) => percent(gap.until) > 0 && percent(gap.from) < 100 && <i key={String(gap.from)} className={styles.gap} style={{ left: `${percent(gap.from)}%`, width: `${percent(gap.until) - percent(gap.from)}%` }} />)}
        {paths !== null && (
          <svg className={styles.bars} viewBox={`${left} ${-most} ${part} ${most}`} preserveAspectRatio="none" aria-hidden>
            {filtered && <path className={styles.all} d={paths.all} />}
            <path className={styles.matching} d={paths.matching} />
            <path className={styles.foot} d={paths.foot} />
          </svg>
        )}
        {ticks.map(({ at, first: strong }) => (
          <i key={at} className={classNames(styles.grid, strong && styles.strong)} style={{ left: `${at * 100}%` }} />
        ))}
        {range !== null && <Brush from={percent(range.from)} until={percent(range.until)} />}
        {anchor !== null && percent(anchor) >= 0 && percent(anchor) <= 100 && <i className={styles.anchor} style={{ left: `${percent(anchor)}%` }} title={momentText(String(anchor), zone)} />}
        {toldWords !== null && told !== null && (
          <span className={styles.told} style={tellingPlace(percent(binStretch(told).from))}>
            {toldWords}
          </span>
        )}
        <span className="hidden-text" aria-live="polite">
          {cursor === null ? '' : toldWords}
        </span>
      </div>
      <div className={styles.ticks} aria-hidden>
        {ticks.filter(({ at }) => at < 0.97).map(({ at, text, first: strong }) => (
          <span key={at} className={strong ? styles.strongTick : undefined} style={{ left: `${at * 100}%` }}>
            {text}
          </span>
        ))}
      </div>
    </div>
  );
});

function Brush({ from, until }: { readonly from: number; readonly until: number }) {
  const [left, right] = [Math.min(100, Math.max(0, from)), Math.min(100, Math.max(0, until))];
  return (
    <>
      <i className={styles.outside} style={{ left: 0, width: `${left}%` }} />
      <i className={styles.outside} style={{ left: `${right}%`, right: 0 }} />
      {until > 0 && from < 100 && <i className={styles.range} style={{ left: `${left}%`, width: `${right - left}%` }} />}
      {from >= 0 && from <= 100 && <i className={styles.handle} data-handle="from" style={{ left: `${from}%` }} />}
      {until >= 0 && until <= 100 && <i className={styles.handle} data-handle="until" style={{ left: `${until}%` }} />}
    </>
  );
}

/** Never over the edge of the plot. */
function tellingPlace(left: number) {
  return left > 60 ? { right: `${100 - left}%` } : { left: `${left}%` };
}

function clampPlace(place: number): number {
  return Math.min(0.999999, Math.max(0, place));
}

import { type MouseEvent, useMemo, useState } from 'react';
import type { ChainFailure, ChainSegment, SourceVerdict } from '#shared/model/verdict.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { VerdictMark } from '../../parts/marks.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { SectionHeader } from '../../parts/view-header.tsx';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import styles from './chain-strip.module.css';
import { segmentAt, stripBars, type StripState } from './strip-bars.ts';

const marks = { fits: 'verified', failed: 'failed', 'not-checked': 'not checked' } as const satisfies Readonly<Record<StripState, string>>;
const words: Readonly<Record<StripState, string>> = { fits: 'fits', failed: 'failed', 'not-checked': 'not checked' };

export interface ChainStripProps {
  readonly verdict: SourceVerdict;
  readonly failure: ChainFailure | null;
  readonly onFailure: (failure: ChainFailure) => void;
}

/** The chain from its first record to its last, and the same as a list for the keyboard. */
export function ChainStrip({ verdict: { segments, failures }, failure, onFailure }: ChainStripProps) {
  const [measure, width] = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState<number | null>(null);
  const bars = useMemo(() => stripBars(segments, failures, width ?? 0), [segments, failures, width]);
  const segment = segments.find(({ from }) => from === chosen) ?? null;

  const choose = (next: ChainSegment) => {
    setChosen(next.from);
    const within = failures.find(({ record }) => record >= next.from && record <= next.to);
    if (within !== undefined) onFailure(within);
  };
  const clicked = (event: MouseEvent<HTMLDivElement>) => {
    const next = segmentAt(segments, bars, Math.floor(event.clientX - event.currentTarget.getBoundingClientRect().left));
    if (next !== null) choose(next);
  };
  const first = segments[0]?.from ?? 1;
  const last = segments.at(-1)?.to ?? first;
  const at = (record: number) => `${((record - first) / Math.max(1, last - first + 1)) * 100}%`;
  return (
    <section aria-label="Chain">
      <SectionHeader title="Chain" detail={`records ${countText(first)} to ${countText(last)}, first on the left · ${countedText(segments.length, 'segment')}`}>
        <span className={styles.legend}>
          <VerdictMark verdict="verified">fits</VerdictMark>
          <VerdictMark verdict="failed">failed</VerdictMark>
          <VerdictMark verdict="not checked">not checked</VerdictMark>
        </span>
      </SectionHeader>
      <div className={styles.holder}>
        <div ref={measure} className={styles.strip} role="img" aria-label={stripLabel(segments)} onClick={clicked}>
          {bars.map(({ left, width: across, state, from, to }) => (
            <span key={left} className={styles.bar} data-state={state} style={{ left, width: across }} title={from === to ? `record ${countText(from)}: ${words[state]}` : `records ${countText(from)}–${countText(to)}: ${words[state]}`} />
          ))}
          {failure !== null && failure.record >= first && failure.record <= last && <span className={styles.pointer} style={{ left: at(failure.record) }} />}
        </div>
      </div>
      <div className={styles.list} style={{ height: 28 + Math.min(4, segments.length) * 28 }}>
        <VirtualTable label="Segments of the chain" columns={columns} rows={segments} rowKey={({ from }) => String(from)} total={segments.length} selected={segment === null ? null : String(segment.from)} onSelect={choose} />
      </div>
    </section>
  );
}

function stripLabel(segments: readonly ChainSegment[]): string {
  const of = (state: StripState) => segments.filter((segment) => segment.state === state).reduce((sum, { records }) => sum + records, 0);
  return `Chain as a strip: ${countedText(of('fits'), 'record')} fitting, ${countText(of('failed'))} failed, ${countText(of('not-checked'))} not checked. The list below is the same.`;
}

const columns: readonly Column<ChainSegment>[] = [
  { id: 'records', title: 'Records', width: 200, grow: 1, cell: ({ from, to }) => <span className="mono">{from === to ? countText(from) : `${countText(from)} – ${countText(to)}`}</span> },
  { id: 'count', title: 'How many', width: 96, align: 'end', cell: ({ records }) => <span className="mono">{countText(records)}</span> },
  { id: 'state', title: 'State', width: 160, grow: 1, cell: ({ state }) => <VerdictMark verdict={marks[state]}>{words[state]}</VerdictMark> },
];

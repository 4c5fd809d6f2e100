import { memo, type ReactNode, useMemo } from 'react';
import { laneKinds, type LaneKind, type RhythmSign, type SourceRhythm, type TimelineLane, type TimelineLanes } from '#shared/model/timeline.ts';
import { classNames } from '../../parts/class-names.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { ApprovalMark, StageIcon } from '../../parts/marks.tsx';
import { isSearchField, onlyTerm, termText } from '../../parts/search-terms.ts';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { Zone } from '../../state/app-state.ts';
import { goTo } from '../../state/view-state.ts';
import { withStretch } from './at-term.ts';
import { barPath, drawnBins, shownPart, type DrawnBins } from './bar-paths.ts';
import styles from './lanes.module.css';
import { stretchText } from './time-words.ts';
import { timeTicks } from './time-ticks.ts';
import { placeOf, type Stretch } from './time-window.ts';

export const laneTitles: Readonly<Record<LaneKind, string>> = { stage: 'Stage', agent: 'Agent', action: 'Action type', source: 'Source', approval: 'Approval' };
export const laneOptions = laneKinds.map((id) => ({ id, title: laneTitles[id] }));

export interface LanesProps {
  readonly lanes: TimelineLanes;
  /** The range that is chosen, or what the histogram shows. */
  readonly shown: Stretch;
  readonly width: number;
  readonly zone: Zone;
  readonly zoneName: string;
  readonly where: string;
  readonly anchor: bigint | null;
  readonly sources: readonly SourceRhythm[];
  /** Where its time differs from the histogram's above. */
  readonly ownTime: boolean;
}

/** One row a stage, agent, action type, source or class: when its runs were, and how many cannot be placed. */
export const Lanes = memo(function Lanes({ lanes, shown, width, zone, zoneName, where, anchor, sources, ownTime }: LanesProps) {
  const drawn = useMemo(() => drawnBins(lanes.edges), [lanes.edges]);
  const ticks = timeTicks(shown, zoneName, Math.floor(width / 90));
  const anchorAt = anchor === null ? null : placeOf(anchor, shown);
  return (
    <table className={styles.lanes} aria-label={`Lanes by ${laneTitles[lanes.by].toLowerCase()}`}>
      <thead className={ownTime ? undefined : styles.quietHead}>
        <tr>
          <th scope="col">
            {laneTitles[lanes.by]}
          </th>
          <th scope="col" className={styles.time}>
            <span className="hidden-text">Over time, {stretchText(String(shown.from), String(shown.until), zone)}</span>
            {ownTime && ticks.filter(({ at }) => at < 0.96).map(({ at, text }) => (
              <span key={at} aria-hidden className={styles.tick} style={{ left: `${at * 100}%` }}>
                {text}
              </span>
            ))}
          </th>
          <th scope="col" className={styles.end}>
            runs
          </th>
          <th scope="col" className={styles.end}>
            unknown
            <span className="hidden-text"> time</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lanes.lanes.map((lane) => (
          <Lane key={`${lane.term?.value ?? ''} ${lane.label}`} lane={lane} by={lanes.by} drawn={drawn} shown={shown} where={where} zone={zone} anchorAt={anchorAt} signs={sources.find(({ sourceKey }) => lane.term?.field === 'source' && lane.term.value === `#${sourceKey}`)?.signs ?? []} />
        ))}
      </tbody>
      {(lanes.more.lanes > 0 || lanes.unfinished !== null) && (
        <tfoot>
          <tr>
            <td colSpan={4}>{lanes.unfinished ?? `${countText(lanes.more.lanes)} more with ${countedText(lanes.more.runs, 'run')} here: narrow the search to see them`}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
});

interface LaneProps extends Pick<LanesProps, 'shown' | 'where' | 'zone'> {
  readonly lane: TimelineLane;
  readonly by: LaneKind;
  readonly drawn: DrawnBins | null;
  readonly anchorAt: number | null;
  readonly signs: readonly RhythmSign[];
}

function Lane({ lane, by, drawn, shown, where, zone, anchorAt, signs }: LaneProps) {
  const most = lane.bins.reduce((high, [, runs]) => Math.max(high, runs), 1);
  // By the root, so that one run beside thousands is seen; the numbers are in the row.
  const path = useMemo(() => (drawn === null ? '' : barPath(drawn, lane.bins, (runs) => 0.3 + 0.7 * Math.sqrt(runs / most))), [drawn, lane.bins, most]);
  const [left, part] = drawn === null ? [0, 1] : shownPart(drawn, shown);
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <LaneName lane={lane} by={by} where={where} />
      </th>
      <td className={styles.time}>
        <svg className={classNames(styles.bars, lane.stage !== undefined && styles[lane.stage])} viewBox={`${left} -1 ${part} 1`} preserveAspectRatio="none" aria-hidden>
          <path d={path} />
        </svg>
        {anchorAt !== null && anchorAt >= 0 && anchorAt <= 1 && <i className={styles.anchor} style={{ left: `${anchorAt * 100}%` }} />}
        {signs.map((sign) => (
          <Sign key={`${sign.kind}${sign.from}`} sign={sign} lane={lane} shown={shown} zone={zone} />
        ))}
      </td>
      <td className={styles.end}>{countText(lane.inWindow)}</td>
      <td className={classNames(styles.end, lane.unplaced > 0 && styles.unplaced)}>{countText(lane.unplaced)}</td>
    </tr>
  );
}

/** A gap is hatched, a burst is a line above: each says why it is one, and leads to the runs of its time and source. */
function Sign({ sign, lane, shown, zone }: { readonly sign: RhythmSign; readonly lane: TimelineLane; readonly shown: Stretch; readonly zone: Zone }) {
  const [left, right] = [Math.max(0, placeOf(BigInt(sign.from), shown)), Math.min(1, placeOf(BigInt(sign.until), shown))];
  if (right <= 0 || left >= 1 || right <= left) return null;
  const words = visibleString(`${sign.kind === 'gap' ? 'Gap' : 'Burst'} in ${lane.label}, ${stretchText(sign.from, sign.until, zone)}, because ${sign.because}`);
  const stretch = { from: BigInt(sign.from), until: BigInt(sign.until) };
  return (
    <button
      type="button"
      className={sign.kind === 'gap' ? styles.gap : styles.burst}
      style={{ left: `${left * 100}%`, width: `max(6px, ${(right - left) * 100}%)` }}
      aria-label={words}
      title={words}
      onClick={() => goTo({ where: withStretch(termText({ field: 'source', value: lane.term?.value ?? null }), stretch) })}
    />
  );
}

function LaneName({ lane, by, where }: { readonly lane: TimelineLane; readonly by: LaneKind; readonly where: string }): ReactNode {
  const { stage, term, label } = lane;
  if (stage !== undefined) {
    return (
      <span className={styles.stage}>
        <StageIcon kind={stage} size="s" /> {label}
      </span>
    );
  }
  const field = term?.field ?? '';
  if (term === null || !isSearchField(field)) return <VisibleText text={label} />;
  const approval = by === 'approval' && (label === 'human' || label === 'named rule' || label === 'explicitly none' || label === 'not recorded') ? label : null;
  const asked = termText({ field, value: term.value });
  return (
    <button type="button" className={classNames(styles.only, term.value === null && styles.absent)} title={visibleString(`Only ${asked}`)} onClick={() => goTo({ where: onlyTerm(where, { field, value: term.value }) })}>
      {approval === null ? <VisibleText text={label} /> : <ApprovalMark approval={approval} />}
    </button>
  );
}

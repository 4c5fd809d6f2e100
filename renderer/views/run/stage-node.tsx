import { Handle, type NodeProps, Position, useReactFlow } from '@xyflow/react';
import { CircleDashed, CircleX, UnfoldVertical } from 'lucide-react';
import type { FocusEvent } from 'react';
import type { StageKind } from '#shared/model/lineage.ts';
import { classNames } from '../../parts/class-names.ts';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { StageIcon } from '../../parts/marks.tsx';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { StageFlowNode } from './flow-elements.ts';
import { stageTitles, type CardLine, type StageCard } from './stage-card.ts';
import styles from './stage-node.module.css';
import { CorrectedTime } from './value-view.tsx';

const rails: Readonly<Record<StageKind, string | undefined>> = {
  trigger: styles.trigger,
  model: styles.model,
  output: styles.output,
  decision: styles.decision,
  execution: styles.execution,
  outcome: styles.outcome,
  recovery: styles.other,
  dispute: styles.other,
  consent: styles.other,
  'source-data': styles.other,
  access: styles.other,
};

/** One card: the stage's colour on its left edge, icon, title, one telling value, how it is known, when. */
export function StageNode({ data: { node, card, size, selected, onPress } }: NodeProps<StageFlowNode>) {
  const { setViewport, getViewport } = useReactFlow();
  const absent = card.provenance === 'absent';
  const group = node.form === 'group';
  const seen = (event: FocusEvent<HTMLButtonElement>) => {
    const shift = event.currentTarget.matches(':focus-visible') ? shiftIntoView(event.currentTarget) : null;
    if (shift === null) return;
    const { x, y, zoom } = getViewport();
    void setViewport({ x: x + shift.x, y: y + shift.y, zoom });
  };
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles.handle} />
      <button
        type="button"
        title={group ? `Open ${node.stages.length} × ${card.heading}` : `${card.heading}: ${card.telling}`}
        aria-pressed={group ? undefined : selected}
        aria-expanded={group ? false : undefined}
        className={classNames('nopan', styles.card, styles[size], rails[node.kind], look(card), group && styles.group, selected && styles.selected)}
        onClick={onPress}
        onFocus={seen}
      >
        <span className={styles.head}>
          <CardIcon kind={node.kind} card={card} />
          <span className={styles.title}>
            {group && <span className={styles.times}>{node.stages.length} × </span>}
            <VisibleText text={size === 'side' && !group ? `${stageTitles[node.kind]}: ${card.telling}` : card.heading} />
          </span>
          {group && <Icon of={UnfoldVertical} size="xs" className={styles.unfold} />}
          {card.contradictions > 0 && <span className={styles.contradiction}>2 values</span>}
        </span>
        {size !== 'side' && !group && (
          <span className={styles.telling}>
            <VisibleText text={card.telling} />
          </span>
        )}
        {size === 'full' && (
          <span className={styles.lines}>
            {card.lines.map((line, index) => (
              <Line key={index} line={line} />
            ))}
          </span>
        )}
        <span className={styles.foot}>
          <ProvenanceMark provenance={card.provenance} word={size !== 'compact' || absent} />
          {size === 'side' && card.lines[0] !== undefined && <Line line={card.lines[0]} />}
          {card.at === null ? <span className={styles.noTime}>{absent ? '' : 'no time'}</span> : <Instant at={card.at} className={styles.time} />}
          {card.corrected !== null && size === 'full' && <CorrectedTime at={card.corrected} show="time" />}
        </span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles.handle} />
    </>
  );
}

/** The tick of an outcome is kept for one that did not fail and is not absent. */
function CardIcon({ kind, card }: { readonly kind: StageKind; readonly card: StageCard }) {
  if (kind === 'outcome' && card.failed) return <Icon of={CircleX} size="s" className={styles.failed} />;
  if (kind === 'outcome' && card.provenance === 'absent') return <Icon of={CircleDashed} size="s" />;
  return <StageIcon kind={kind} size="s" />;
}

function Line({ line: { text, provenance } }: { readonly line: CardLine }) {
  const withheld = provenance === 'hash only' || provenance === 'redacted';
  return (
    <span className={classNames(styles.line, withheld && styles.withheld, provenance === 'inferred' && styles.inferredLine)}>
      <VisibleText text={text} />
    </span>
  );
}

function look(card: StageCard): string | undefined {
  if (card.provenance === 'absent') return styles.absent;
  if (card.provenance === 'inferred') return styles.inferred;
  if (card.provenance === 'recorded') return undefined;
  return styles.hatched;
}

/** How far the viewport must move for a card that took the keyboard focus to be seen; null when it is. */
function shiftIntoView(card: HTMLElement): { readonly x: number; readonly y: number } | null {
  const pane = card.closest('.react-flow');
  if (pane === null) return null;
  // Browsers scroll a clipped box to show what takes the focus; the viewport is what must move instead.
  pane.scrollTo(0, 0);
  const outer = pane.getBoundingClientRect();
  const inner = card.getBoundingClientRect();
  const x = Math.max(0, outer.left + 8 - inner.left) - Math.max(0, inner.right - outer.right + 8);
  const y = Math.max(0, outer.top + 8 - inner.top) - Math.max(0, inner.bottom - outer.bottom + 8);
  return x === 0 && y === 0 ? null : { x, y };
}

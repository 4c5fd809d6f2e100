import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { classNames } from '../../parts/class-names.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { LinkFlowEdge } from './flow-elements.ts';
import styles from './link-edge.module.css';
import { arrowhead } from './route.ts';

/** Solid: recorded. Dotted: inferred, with its rule or the rule's letter. Thin and dashed: nothing recorded. */
export function LinkEdge({ id, data }: EdgeProps<LinkFlowEdge>) {
  if (data === undefined) return null;
  const { route, top, look, letter, words } = data;
  const { x, y } = route.label;
  const labelled = words !== null || letter !== null;
  return (
    <>
      <g transform={`translate(0 ${top})`}>
        <path id={id} d={route.path} className={classNames(styles.line, styles[look])} />
        <path d={arrowhead(route)} className={classNames(styles.head, look === 'nothing' && styles.faint)} />
      </g>
      {labelled && (
        <EdgeLabelRenderer>
          <span className={classNames(styles.label, route.room === 'gap' && styles.above)} style={{ transform: `translate(-50%, ${route.room === 'gap' ? '-100%' : '-50%'}) translate(${x}px, ${y + top}px)`, maxWidth: Math.max(14, route.space) }}>
            {words !== null && <VisibleText text={words} className={styles.words} />}
            {letter !== null && <sup className={styles.letter}>{letter}</sup>}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

import { type Edge, Handle, type Node, type NodeProps, Position, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useEffect, useMemo, useState } from 'react';
import type { Blast } from '#shared/model/blast.ts';
import { requestKey, type LayoutAnswer, type LayoutRequest } from '../../layout-worker/layout-request.ts';
import { windowLayouter } from '../../layout-worker/window-layouter.ts';
import { useWidth } from '../../parts/use-width.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { type BlastMap, blastMap, type MapNode } from './blast-map.ts';
import styles from './blast-map-view.module.css';

const card = { width: 232, height: 48 } as const;
const padding = 16;

type CardNode = Node<{ readonly card: MapNode }, 'card'>;
const nodeTypes = { card: Card };

/** The same runs as the table, aggregated: cause, action types, target systems, with counts on the links, and as a list below. */
export function BlastMapView({ blast, cause }: { readonly blast: Blast; readonly cause: string }) {
  const [measure, width] = useWidth<HTMLDivElement>();
  const map = useMemo(() => blastMap(blast.flow, cause === '' ? 'search' : cause), [blast.flow, cause]);
  const tops = useTops(map);
  const columnWidth = width === null ? null : Math.max(card.width + 120, (width - 2 * padding - card.width) / 2);
  const nodes: CardNode[] =
    tops === null || columnWidth === null ? [] : map.nodes.map((node) => ({ id: node.id, type: 'card', position: { x: node.column * columnWidth, y: (tops[node.id] ?? 0) + padding }, width: card.width, height: card.height, data: { card: node } }));
  const edges: Edge[] = map.links.map(({ from, to, label }) => ({ id: JSON.stringify([from, to]), source: from, target: to, label, className: styles.link ?? '', labelShowBg: true }));
  const height = Math.min(560, Math.max(160, ...nodes.map(({ position }) => position.y + card.height + padding)));
  return (
    <section aria-label="Map of the blast radius" ref={measure}>
      <div className={styles.pane} style={{ height }}>
        {nodes.length === 0 ? (
          <p className={styles.waiting} role="status">
            Arranging…
          </p>
        ) : (
          <ReactFlowProvider>
            <ReactFlow
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeTypes}
              defaultViewport={{ x: padding, y: 0, zoom: 1 }}
              minZoom={0.2}
              maxZoom={1.5}
              nodesDraggable={false}
              nodesConnectable={false}
              nodesFocusable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              zoomOnScroll={false}
              zoomOnDoubleClick={false}
              preventScrolling={false}
              aria-label="Cause, action types, target systems; the list below says the same"
              proOptions={{ hideAttribution: true }}
            />
          </ReactFlowProvider>
        )}
      </div>
      <ul className={styles.list} aria-label="The map as a list">
        {map.links.map(({ from, to, label }) => (
          <li key={JSON.stringify([from, to])}>
            <VisibleText text={titleOf(map, from)} /> → <VisibleText text={titleOf(map, to)} />
            <span className={styles.count}>{label}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ data }: NodeProps<CardNode>) {
  const { title, detail, column } = data.card;
  return (
    <div className={styles.card} title={detail}>
      {column > 0 && <Handle type="target" position={Position.Left} className={styles.handle ?? ''} />}
      <span className={styles.title}>
        <VisibleText text={title} />
      </span>
      <span className={styles.detail}>{detail}</span>
      {column < 2 && <Handle type="source" position={Position.Right} className={styles.handle ?? ''} />}
    </div>
  );
}

function titleOf({ nodes }: BlastMap, id: string): string {
  return nodes.find((node) => node.id === id)?.title ?? id;
}

function useTops(map: BlastMap): LayoutAnswer | null {
  const request: LayoutRequest = useMemo(() => ({ nodes: map.nodes.map(({ id, column }) => ({ id, column, ...card })), links: map.links.map(({ from, to }) => ({ from, to })) }), [map]);
  const key = requestKey(request);
  const [done, setDone] = useState<{ readonly key: string; readonly tops: LayoutAnswer } | null>(null);
  useEffect(() => {
    let current = true;
    void windowLayouter.layOut(request).then(({ tops }) => {
      if (current) setDone({ key, tops });
    });
    return () => {
      current = false;
    };
  }, [request, key]);
  return done?.key === key ? done.tops : null;
}

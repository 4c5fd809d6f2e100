import { type NodeMouseHandler, ReactFlow, ReactFlowProvider, ViewportPortal } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo, useState } from 'react';
import { mainStages, type Lineage } from '#shared/model/lineage.ts';
import { classNames } from '../../parts/class-names.ts';
import { useWidth } from '../../parts/use-width.ts';
import { flowOf, headingHeight } from './flow-elements.ts';
import { columnsFor } from './graph-places.ts';
import { GraphLegend } from './graph-legend.tsx';
import { lineageGraph } from './lineage-graph.ts';
import { LinkEdge } from './link-edge.tsx';
import { StageNode } from './stage-node.tsx';
import { stageTitles } from './stage-card.ts';
import { useGraphLayout } from './use-graph-layout.ts';
import styles from './lineage-graph-view.module.css';

const nodeTypes = { stage: StageNode };
const edgeTypes = { link: LinkEdge };
const padding = 16;
const tallest = 372;

export interface LineageGraphProps {
  readonly lineage: Lineage;
  readonly selectedStage: string | null;
  readonly onSelectStage: (id: string) => void;
}

/** Fixed columns, absent stages as hollow places. The viewport starts at the top left and moves only when the person moves it. */
export function LineageGraphView({ lineage, selectedStage, onSelectStage }: LineageGraphProps) {
  const [measure, width] = useWidth<HTMLDivElement>();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState(false);
  const graph = useMemo(() => lineageGraph(lineage, opened), [lineage, opened]);
  const layout = useGraphLayout(graph);
  const columns = useMemo(() => (width === null ? null : columnsFor(width - 2 * padding)), [width]);

  const flow = useMemo(
    () => (columns === null || layout === null ? null : flowOf(lineage, graph, layout, columns, selectedStage, { onSelectStage, onOpen: (id) => setOpened((before) => toggled(before, id)) })),
    [lineage, graph, layout, columns, selectedStage, onSelectStage],
  );
  const height = flow === null ? 220 : flow.height + 8;
  const clipped = height > tallest && !whole;
  const narrow = flow !== null && width !== null && flow.width > width - 2 * padding;
  return (
    <div ref={measure} className={styles.graph}>
      <div className={styles.pane} style={{ height: clipped ? tallest : height }}>
        {flow === null ? (
          <p className={styles.waiting} role="status">
            {layout === null ? `Arranging ${graph.nodes.length} cards…` : ''}
          </p>
        ) : (
          <ReactFlowProvider>
            <ReactFlow
              nodes={flow.nodes}
              edges={flow.edges}
              nodeTypes={nodeTypes}
              edgeTypes={edgeTypes}
              defaultViewport={{ x: padding, y: 0, zoom: 1 }}
              minZoom={0.2}
              maxZoom={1.5}
              nodesDraggable={false}
              nodesConnectable={false}
              nodesFocusable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              panOnScroll={clipped || narrow}
              panOnDrag={clipped || narrow || whole}
              zoomOnScroll={false}
              zoomOnDoubleClick={false}
              preventScrolling={clipped}
              autoPanOnNodeFocus={false}
              onNodeClick={ignoreClick}
              aria-label="Lineage of the run; the list shows the same"
              proOptions={{ hideAttribution: true }}
            >
              <ViewportPortal>
                {mainStages.map((kind, index) => (
                  <span key={kind} className={styles.heading} style={{ transform: `translate(${index * (flow.columns.width + flow.columns.gap)}px, 0px)`, height: headingHeight }}>
                    {index + 1} {stageTitles[kind]}
                  </span>
                ))}
              </ViewportPortal>
            </ReactFlow>
          </ReactFlowProvider>
        )}
        {clipped && (
          <button type="button" className={styles.whole} onClick={() => setWhole(true)}>
            Show the whole graph
          </button>
        )}
      </div>
      <GraphLegend lineage={lineage} rules={flow?.rules ?? []} opened={[...opened].filter((id) => graph.groups.includes(id))} onFold={(id) => setOpened((before) => toggled(before, id))} className={classNames(clipped && styles.belowClip)} />
    </div>
  );
}

/** Cards are buttons of their own; React Flow only needs to know that clicks on nodes are meant. */
const ignoreClick: NodeMouseHandler = () => undefined;

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set(set.has(id) ? [...set].filter((other) => other !== id) : [...set, id]);
}

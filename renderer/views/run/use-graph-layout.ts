import { useEffect, useMemo, useState } from 'react';
import { windowLayouter } from '../../layout-worker/window-layouter.ts';
import { requestKey, type LayoutAnswer, type LayoutRequest } from '../../layout-worker/layout-request.ts';
import { columnOf, heightOf, isCompact, needsNoLayout } from './graph-places.ts';
import { isMain, type LineageGraph } from './lineage-graph.ts';

const nothing: LayoutAnswer = {};
/** Real widths follow the pane; the layout only needs one that keeps columns apart. */
const nominalWidth = 148;

/** Tops of the cards, or null while the worker is at it. One card a column needs no worker. */
export function useGraphLayout(graph: LineageGraph): LayoutAnswer | null {
  const request = useMemo(() => layoutRequest(graph), [graph]);
  const key = requestKey(request);
  const trivial = needsNoLayout(graph.nodes);
  const [done, setDone] = useState<{ readonly key: string; readonly tops: LayoutAnswer } | null>(null);

  useEffect(() => {
    if (trivial) return undefined;
    let current = true;
    void windowLayouter.layOut(request).then(({ tops }) => {
      if (current) setDone({ key, tops });
    });
    return () => {
      current = false;
    };
  }, [trivial, request, key]);

  if (trivial) return nothing;
  return done?.key === key ? done.tops : null;
}

export function layoutRequest(graph: LineageGraph): LayoutRequest {
  const compact = isCompact(graph.nodes);
  const main = graph.nodes.filter((node) => isMain(node.kind));
  const ids = new Set(main.map((node) => node.id));
  return {
    nodes: main.map((node) => ({ id: node.id, column: columnOf(node.kind), width: nominalWidth, height: heightOf(node, compact) })),
    links: graph.links.filter((link) => ids.has(link.from) && ids.has(link.to)).map(({ from, to }) => ({ from, to })),
  };
}

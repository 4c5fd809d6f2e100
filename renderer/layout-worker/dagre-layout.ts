import { Graph, layout } from '@dagrejs/dagre';
import type { LayoutAnswer, LayoutRequest } from './layout-request.ts';

/** The second layout, for when the first does not answer in time: dagre's order of the cards, then columns by ours. */
export function dagreLayout(request: LayoutRequest): LayoutAnswer {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  const columnOf = new Map(request.nodes.map((node) => [node.id, node.column]));
  for (const node of request.nodes) graph.setNode(node.id, { width: node.width, height: node.height });
  for (const link of request.links) {
    const from = columnOf.get(link.from);
    const to = columnOf.get(link.to);
    if (from !== undefined && to !== undefined && from < to) graph.setEdge(link.from, link.to, { minlen: to - from });
  }
  layout(graph);
  const tops = request.nodes.map((node) => ({ id: node.id, top: graph.node(node.id).y - node.height / 2 }));
  const highest = Math.min(...tops.map(({ top }) => top), Infinity);
  const answer: Record<string, number> = {};
  for (const { id, top } of tops) answer[id] = top - highest;
  return answer;
}

import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { LayoutAnswer, LayoutRequest } from './layout-request.ts';

/** One partition a column: ELK may order cards within a column and never moves one to another. */
export function elkGraph(request: LayoutRequest): ElkNode {
  const columnOf = new Map(request.nodes.map((node) => [node.id, node.column]));
  return {
    id: 'run',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.partitioning.activate': 'true',
      'elk.spacing.nodeNode': '12',
      'elk.layered.spacing.nodeNodeBetweenLayers': '40',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.separateConnectedComponents': 'false',
      'elk.randomSeed': '1',
    },
    children: request.nodes.map((node) => ({ id: node.id, width: node.width, height: node.height, layoutOptions: { 'elk.partitioning.partition': String(node.column) } })),
    edges: request.links
      .filter((link) => columnOf.get(link.from) !== columnOf.get(link.to))
      .map((link, index) => ({ id: `link ${index}`, sources: [link.from], targets: [link.to] })),
  };
}

export function fromElk(laidOut: ElkNode): LayoutAnswer {
  const answer: Record<string, number> = {};
  for (const node of laidOut.children ?? []) answer[node.id] = node.y ?? 0;
  return answer;
}

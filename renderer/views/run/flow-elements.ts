import type { Edge, Node } from '@xyflow/react';
import type { Lineage, Provenance } from '#shared/model/lineage.ts';
import type { LayoutAnswer } from '../../layout-worker/layout-request.ts';
import { hollowHints, type LinkWords, linkSentence, linkWords, type NotedRule, notedRules } from './flow-links.ts';
import { type Columns, extentOf, isCompact, placeNodes } from './graph-places.ts';
import type { GraphNode, LineageGraph } from './lineage-graph.ts';
import { routeLinks } from './link-routes.ts';
import type { Route } from './route.ts';
import { stageCard, type StageCard } from './stage-card.ts';

/** React Flow asks for type aliases here: its data must be assignable to a record. */
export type StageNodeData = {
  readonly node: GraphNode;
  readonly card: StageCard;
  readonly size: 'full' | 'compact' | 'side';
  readonly selected: boolean;
  readonly onPress: () => void;
};
export type StageFlowNode = Node<StageNodeData, 'stage'>;

export type LinkEdgeData = LinkWords & {
  readonly route: Route;
  /** How far the headings and lanes push everything down. */
  readonly top: number;
  /** Letter of the rule in the legend. */
  readonly letter: string | null;
};
export type LinkFlowEdge = Edge<LinkEdgeData, 'link'>;

export interface Flow {
  readonly nodes: StageFlowNode[];
  readonly edges: LinkFlowEdge[];
  readonly rules: readonly NotedRule[];
  readonly columns: Columns;
  readonly width: number;
  readonly height: number;
}

export const headingHeight = 16;
const headingGap = 10;

interface Actions {
  readonly onSelectStage: (id: string) => void;
  readonly onOpen: (group: string) => void;
}

/** The graph as React Flow draws it: places, routes, and what each card and link says. */
export function flowOf(lineage: Lineage, graph: LineageGraph, order: LayoutAnswer, columns: Columns, selectedStage: string | null, actions: Actions): Flow {
  const places = placeNodes(graph.nodes, order, columns);
  const compact = isCompact(graph.nodes);
  // Beside rows of real links a hint would only be one line more to follow.
  const links = compact ? graph.links : [...graph.links, ...hollowHints(graph)];
  const routes = routeLinks(links, places);
  const rules = notedRules(graph.links);
  const top = headingHeight + headingGap + routes.headroom;
  const extent = extentOf(places);

  const nodes = graph.nodes.flatMap((node): StageFlowNode[] => {
    const box = places.get(node.id);
    if (box === undefined) return [];
    const { x, y, width, height } = box;
    const selected = node.form === 'stage' ? node.id === selectedStage : node.stages.some(({ id }) => id === selectedStage);
    const size = width > columns.width ? 'side' : compact ? 'compact' : 'full';
    const onPress = node.form === 'stage' ? () => actions.onSelectStage(node.id) : () => actions.onOpen(node.id);
    return [{ id: node.id, type: 'stage', position: { x, y: y + top }, width, height, data: { node, card: cardOf(node, lineage), size, selected, onPress } }];
  });

  const edges = links.flatMap((link): LinkFlowEdge[] => {
    const route = routes.byId.get(link.id);
    if (route === undefined) return [];
    const letter = 'rule' in link ? (rules.find(({ rule }) => rule === link.rule)?.letter ?? null) : null;
    return [{ id: link.id, type: 'link', source: link.from, target: link.to, ariaLabel: linkSentence(link, graph), data: { ...linkWords(link, route, columns), route, top, letter } }];
  });

  return { nodes, edges, rules, columns, width: extent.width, height: extent.height + top };
}

function cardOf(node: GraphNode, lineage: Lineage): StageCard {
  if (node.form === 'stage') return stageCard(node.stage, lineage);
  const cards = node.stages.map((stage) => stageCard(stage, lineage));
  const known: readonly Provenance[] = ['recorded', 'inferred', 'hash only', 'redacted'];
  return {
    heading: node.label,
    telling: `${node.stages.length} of a kind`,
    names: [],
    lines: [],
    provenance: known.find((provenance) => cards.every((card) => card.provenance === provenance)) ?? 'recorded',
    at: cards.find(({ at }) => at !== null)?.at ?? null,
    corrected: cards.find(({ at }) => at !== null)?.corrected ?? null,
    contradictions: cards.reduce((sum, card) => sum + card.contradictions, 0),
    failed: cards.some((card) => card.failed),
  };
}

import { mainStages, type StageKind } from '#shared/model/lineage.ts';
import { isMain, type GraphNode } from './lineage-graph.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Columns {
  readonly width: number;
  readonly gap: number;
  /** All six and the gaps between them. */
  readonly total: number;
}

/** Vertical places by node id, as the layout proposes them; only order and rough distance matter. */
export type VerticalOrder = Readonly<Record<string, number>>;

export const heights = { stage: 132, compact: 60, side: 60 } as const;
const rowGap = 12;
const sideGap = 32;
/** A card alone in its column stays where it is seen at once, however tall the others are. */
const lowestAlone = 150;
const narrowest = 122;
const widest = 232;
const smallestGap = 18;
const largestGap = 112;

/** Six fixed columns over the width there is; below the narrowest the graph is wider than its pane and pans. */
export function columnsFor(available: number): Columns {
  const count = mainStages.length;
  const width = Math.min(widest, Math.max(narrowest, Math.floor((available / count) * 0.86)));
  const gap = Math.min(largestGap, Math.max(smallestGap, Math.floor((available - width * count) / (count - 1))));
  return { width, gap, total: width * count + gap * (count - 1) };
}

export function columnOf(kind: StageKind): number {
  return Math.max(0, mainStages.findIndex((main) => main === kind));
}

/** Side stages are two columns wide and hang below the part of the main line they speak of, or beside it when that is taken. */
const sideColumns: Readonly<Partial<Record<StageKind, readonly number[]>>> = { 'source-data': [0], consent: [0], dispute: [2, 4], access: [2, 4], recovery: [4, 2] };
const sideOrder: readonly StageKind[] = ['source-data', 'consent', 'recovery', 'dispute', 'access'];

/** Cards shrink to three lines when a column holds more than two, or folded stages, which have no telling value. */
export function isCompact(nodes: readonly GraphNode[]): boolean {
  if (nodes.some((node) => node.form === 'group')) return true;
  const counts = new Map<StageKind, number>();
  for (const node of nodes) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  return [...counts].some(([kind, count]) => isMain(kind) && count > 2);
}

export function heightOf(node: GraphNode, compact: boolean): number {
  if (!isMain(node.kind)) return heights.side;
  return compact ? heights.compact : heights.stage;
}

/** True when there is nothing to order: at most one card a column. */
export function needsNoLayout(nodes: readonly GraphNode[]): boolean {
  const seen = new Set<StageKind>();
  for (const node of nodes) {
    if (!isMain(node.kind)) continue;
    if (seen.has(node.kind)) return false;
    seen.add(node.kind);
  }
  return true;
}

/** Pure: the layout's order snapped to the columns, without overlap, then the side row below the tallest column. */
export function placeNodes(nodes: readonly GraphNode[], order: VerticalOrder, columns: Columns): ReadonlyMap<string, Box> {
  const compact = isCompact(nodes);
  const places = new Map<string, Box>();
  const highest = Math.min(...nodes.map((node) => order[node.id] ?? Infinity));
  let bottom = 0;
  for (const kind of mainStages) {
    const members = nodes.filter((node) => node.kind === kind).map((node) => ({ node, wanted: Math.round((order[node.id] ?? highest) - highest) }));
    members.sort((a, b) => a.wanted - b.wanted);
    let free = 0;
    for (const { node, wanted } of members) {
      const height = heightOf(node, compact);
      const level = members.length === 1 ? Math.min(wanted, lowestAlone) : wanted;
      const y = Number.isFinite(level) ? Math.max(free, level) : free;
      places.set(node.id, { x: columnOf(kind) * (columns.width + columns.gap), y, width: columns.width, height });
      free = y + height + rowGap;
      bottom = Math.max(bottom, y + height);
    }
  }
  placeSides(nodes, columns, bottom + sideGap, places);
  return places;
}

/** One kind stays in one slot; a slot that is taken is passed over while another is free. */
function placeSides(nodes: readonly GraphNode[], columns: Columns, top: number, places: Map<string, Box>): void {
  const slots = new Map<number, number>();
  for (const kind of sideOrder) {
    const members = nodes.filter((node) => node.kind === kind);
    if (members.length === 0) continue;
    const wanted = sideColumns[kind] ?? [4];
    const column = wanted.find((slot) => !slots.has(slot)) ?? wanted[0] ?? 4;
    for (const node of members) {
      const y = slots.get(column) ?? top;
      places.set(node.id, { x: column * (columns.width + columns.gap), y, width: columns.width * 2 + columns.gap, height: heights.side });
      slots.set(column, y + heights.side + rowGap);
    }
  }
}

export function extentOf(places: ReadonlyMap<string, Box>): { readonly width: number; readonly height: number } {
  let width = 0;
  let height = 0;
  for (const box of places.values()) {
    width = Math.max(width, box.x + box.width);
    height = Math.max(height, box.y + box.height);
  }
  return { width, height };
}

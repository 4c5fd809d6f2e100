import type { Box } from './graph-places.ts';
import { arrow, beside, corner, type Ends, isBelowTheMainLine, middle, type Route, vertical } from './route.ts';
import { routeDown, routeUp } from './side-routes.ts';

export interface LinkEnds {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface Routes {
  readonly byId: ReadonlyMap<string, Route>;
  /** How far above the cards the highest lane runs. */
  readonly headroom: number;
}

interface Stretch {
  readonly fromId: string;
  readonly toId: string;
  readonly left: number;
  readonly right: number;
}

const laneHeight = 18;

/**
 * Straight to a later column when nothing stands in the way, else over the top, in a lane that only links with a common
 * end share; down to the row below; along the side within a column.
 */
export function routeLinks(links: readonly LinkEnds[], places: ReadonlyMap<string, Box>): Routes {
  const boxes = [...places.values()];
  const byId = new Map<string, Route>();
  const lanes: Stretch[][] = [];
  for (const link of endsOf(links, places)) {
    const { from, to } = link;
    const fromBelow = isBelowTheMainLine(from, boxes);
    const toBelow = isBelowTheMainLine(to, boxes);
    if (toBelow && !fromBelow) byId.set(link.id, routeDown(link, boxes));
    else if (fromBelow && !toBelow) byId.set(link.id, routeUp(link, boxes));
    else if (from.x === to.x) byId.set(link.id, alongTheSide(link));
    else if (to.x > from.x && isClear(from, to, boxes)) byId.set(link.id, across(link));
    else byId.set(link.id, overTheTop(link, takeLane(lanes, link)));
  }
  return { byId, headroom: lanes.length * laneHeight };
}

/** Short ones first, so that they take the lowest lanes. */
function endsOf(links: readonly LinkEnds[], places: ReadonlyMap<string, Box>): readonly Ends[] {
  return links
    .flatMap((link) => {
      const from = places.get(link.from);
      const to = places.get(link.to);
      return from === undefined || to === undefined ? [] : [{ id: link.id, fromId: link.from, toId: link.to, from, to }];
    })
    .sort((a, b) => Math.abs(a.to.x - a.from.x) - Math.abs(b.to.x - b.from.x));
}

function across({ from, to }: Ends): Route {
  const y = middle(from);
  const end = { x: to.x - 1, y: middle(to) };
  const bend = to.x - beside - 1;
  const label = { x: (from.x + from.width + to.x) / 2, y };
  const path = Math.abs(y - end.y) < 2 ? `M${from.x + from.width} ${end.y}H${end.x - arrow}` : `M${from.x + from.width} ${y}H${bend - corner}${vertical(corner, y, end.y, corner)}H${end.x - arrow}`;
  return { path, end, heading: 'right', label, space: to.x - from.x - from.width - 16, room: 'gap' };
}

function alongTheSide({ from, to }: Ends): Route {
  const gapAbove = from.y - (to.y + to.height);
  if (gapAbove > 0 && gapAbove <= 16) {
    const x = from.x + from.width / 2;
    const end = { x, y: to.y + to.height + 1 };
    return { path: `M${x} ${from.y}V${end.y + arrow - 1}`, end, heading: 'up', label: { x: x + 10, y: from.y - gapAbove / 2 }, space: 14, room: 'gap' };
  }
  const gapBelow = to.y - (from.y + from.height);
  if (gapBelow > 0 && gapBelow <= 16) {
    const x = from.x + from.width / 2;
    const end = { x, y: to.y - 1 };
    return { path: `M${x} ${from.y + from.height}V${end.y - arrow + 1}`, end, heading: 'down', label: { x: x + 10, y: from.y + from.height + gapBelow / 2 }, space: 14, room: 'gap' };
  }
  const edge = from.x + from.width;
  const end = { x: edge + 1, y: middle(to) };
  return {
    path: `M${edge} ${middle(from)}H${edge + beside - corner}${vertical(corner, middle(from), end.y, -corner)}H${end.x + arrow}`,
    end,
    heading: 'left',
    label: { x: edge + beside, y: (middle(from) + end.y) / 2 },
    space: 14,
    room: 'gap',
  };
}

function overTheTop({ from, to }: Ends, lane: number): Route {
  const level = -(lane + 1) * laneHeight;
  const backwards = to.x < from.x;
  const way = backwards ? -corner : corner;
  const fromTop = from.y === 0;
  const toTop = to.y === 0;
  const startX = fromTop ? from.x + from.width / 2 + (backwards ? -12 : 12) : from.x + from.width + beside;
  const start = fromTop ? `M${startX} 0` : `M${from.x + from.width} ${middle(from)}H${startX - corner}q${corner} 0 ${corner} ${-corner}`;
  const endX = toTop ? to.x + to.width / 2 - (backwards ? -12 : 12) : to.x - beside - 1;
  const end = toTop ? { x: endX, y: -1 } : { x: to.x - 1, y: middle(to) };
  const finish = toTop ? `V${end.y - arrow}` : `V${end.y - corner}q0 ${corner} ${corner} ${corner}H${end.x - arrow}`;
  return {
    path: `${start}V${level + corner}q0 ${-corner} ${way} ${-corner}H${endX - way}q${way} 0 ${way} ${corner}${finish}`,
    end,
    heading: toTop ? 'down' : 'right',
    label: { x: (startX + endX) / 2, y: level },
    space: Math.abs(endX - startX) - 24,
    room: 'lane',
  };
}

function takeLane(lanes: Stretch[][], link: Ends): number {
  const stretch = {
    fromId: link.fromId,
    toId: link.toId,
    left: Math.min(link.from.x, link.to.x),
    right: Math.max(link.from.x + link.from.width, link.to.x + link.to.width),
  };
  const fits = (taken: Stretch): boolean => taken.fromId === stretch.fromId || taken.toId === stretch.toId || taken.right <= stretch.left || stretch.right <= taken.left;
  const free = lanes.findIndex((lane) => lane.every(fits));
  if (free < 0) return lanes.push([stretch]) - 1;
  lanes[free]?.push(stretch);
  return free;
}

/** Nothing between the two columns at the height at which the line leaves. */
function isClear(from: Box, to: Box, boxes: readonly Box[]): boolean {
  const y = middle(from);
  return boxes.every((box) => box.x <= from.x || box.x >= to.x || y < box.y - 2 || y > box.y + box.height + 2);
}

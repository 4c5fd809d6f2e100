import type { Box } from './graph-places.ts';

export interface Route {
  /** SVG path data. */
  readonly path: string;
  readonly end: Point;
  /** Which way the arrowhead points. */
  readonly heading: 'right' | 'left' | 'down' | 'up';
  /** Where words about the link are centred, and how wide they may be. */
  readonly label: Point;
  readonly space: number;
  /** `gap`: between two cards, where words may not fit; `lane`: there is room. */
  readonly room: 'gap' | 'lane';
}

interface Point {
  readonly x: number;
  readonly y: number;
}

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

interface Ends {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly from: Box;
  readonly to: Box;
}

interface Stretch {
  readonly fromId: string;
  readonly toId: string;
  readonly left: number;
  readonly right: number;
}

const laneHeight = 18;
const corner = 4;
const arrow = 6;
/** How far from a card a line runs up or down a gap. */
const beside = 9;

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
    if (toBelow && !fromBelow) byId.set(link.id, down(link, boxes));
    else if (fromBelow && !toBelow) byId.set(link.id, up(link, boxes));
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

function down({ from, to }: Ends, boxes: readonly Box[]): Route {
  const bottom = from.y + from.height;
  const free = boxes.every((box) => box.x !== from.x || box.y <= from.y || box.y >= to.y);
  const centre = from.x + from.width / 2;
  if (free) {
    const x = clamp(centre, to.x + 12, to.x + to.width - 12);
    if (x === centre) return { path: `M${x} ${bottom}V${to.y - 1 - arrow}`, end: { x, y: to.y - 1 }, heading: 'down', label: { x, y: (bottom + to.y) / 2 - 2 }, space: from.width, room: 'lane' };
    return dogleg(`M${centre} ${bottom}`, centre, x, to);
  }
  const side = from.x + from.width + beside;
  return dogleg(`M${from.x + from.width} ${middle(from)}H${side - corner}q${corner} 0 ${corner} ${corner}`, side, clamp(side, to.x + 12, to.x + to.width - 12), to);
}

/** From the row below up to a card of the main line: into its foot, or its side when another card stands beneath. */
function up({ from, to }: Ends, boxes: readonly Box[]): Route {
  const bottom = to.y + to.height;
  const centre = to.x + to.width / 2;
  const free = boxes.every((box) => box.x !== to.x || box.y <= to.y || box.y >= from.y);
  const level = from.y - 12;
  if (free) {
    const end = { x: centre, y: bottom + 1 };
    const startX = clamp(centre, from.x + 12, from.x + from.width - 12);
    if (startX === centre) return { path: `M${centre} ${from.y}V${end.y + arrow}`, end, heading: 'up', label: { x: centre, y: (bottom + from.y) / 2 + 2 }, space: to.width, room: 'lane' };
    const way = centre > startX ? corner : -corner;
    const path = `M${startX} ${from.y}V${level + corner}q0 ${-corner} ${way} ${-corner}H${centre - way}q${way} 0 ${way} ${-corner}V${end.y + arrow}`;
    return { path, end, heading: 'up', label: { x: (startX + centre) / 2, y: level }, space: Math.max(64, Math.abs(centre - startX) - 16), room: 'lane' };
  }
  const side = to.x + to.width + beside;
  const end = { x: to.x + to.width + 1, y: middle(to) };
  const startX = clamp(side, from.x + 12, from.x + from.width - 12);
  const sideways = startX === side ? '' : `V${level}H${side}`;
  return { path: `M${startX} ${from.y}${sideways}V${end.y + corner}q0 ${-corner} ${-corner} ${-corner}H${end.x + arrow}`, end, heading: 'left', label: { x: side, y: level - 4 }, space: 120, room: 'lane' };
}

/** Down from `fromX` to just above `to`, sideways, and into it from above. */
function dogleg(start: string, fromX: number, toX: number, to: Box): Route {
  const end = { x: toX, y: to.y - 1 };
  const level = end.y - 14;
  if (fromX === toX) return { path: `${start}V${end.y - arrow}`, end, heading: 'down', label: { x: toX, y: level }, space: to.width / 2, room: 'lane' };
  const way = toX > fromX ? corner : -corner;
  return {
    path: `${start}V${level - corner}q0 ${corner} ${way} ${corner}H${toX - way}q${way} 0 ${way} ${corner}V${end.y - arrow}`,
    end,
    heading: 'down',
    label: { x: (fromX + toX) / 2, y: level },
    space: Math.max(64, Math.abs(toX - fromX) - 16),
    room: 'lane',
  };
}

function alongTheSide({ from, to }: Ends): Route {
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

/** From a horizontal run into a vertical one and out again: relative, so that it can follow any `H`. */
function vertical(into: number, fromY: number, toY: number, outOf: number): string {
  const bow = Math.min(corner, Math.abs(toY - fromY) / 2) * Math.sign(toY - fromY);
  return `q${into} 0 ${into} ${bow}v${toY - fromY - 2 * bow}q0 ${bow} ${outOf} ${bow}`;
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

export function arrowhead({ end: { x, y }, heading }: Pick<Route, 'end' | 'heading'>): string {
  if (heading === 'right') return `M${x - arrow} ${y - 4}L${x} ${y}L${x - arrow} ${y + 4}z`;
  if (heading === 'left') return `M${x + arrow} ${y - 4}L${x} ${y}L${x + arrow} ${y + 4}z`;
  if (heading === 'up') return `M${x - 4} ${y + arrow}L${x} ${y}L${x + 4} ${y + arrow}z`;
  return `M${x - 4} ${y - arrow}L${x} ${y}L${x + 4} ${y - arrow}z`;
}

/** Nothing between the two columns at the height at which the line leaves. */
function isClear(from: Box, to: Box, boxes: readonly Box[]): boolean {
  const y = middle(from);
  return boxes.every((box) => box.x <= from.x || box.x >= to.x || y < box.y - 2 || y > box.y + box.height + 2);
}

/** Side cards are wider than the columns and lie below all of them. */
function isBelowTheMainLine(box: Box, boxes: readonly Box[]): boolean {
  return boxes.some((other) => other.width < box.width);
}

function middle(box: Box): number {
  return Math.round(box.y + box.height / 2);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

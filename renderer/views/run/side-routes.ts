import type { Box } from './graph-places.ts';
import { arrow, beside, clamp, corner, type Ends, isBelowTheMainLine, middle, type Route } from './route.ts';

/** From a card of the main line down to one in the row below. */
export function routeDown({ from, to }: Ends, boxes: readonly Box[]): Route {
  const bottom = from.y + from.height;
  const free = boxes.every((box) => box.x !== from.x || box.width !== from.width || box.y <= from.y);
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
export function routeUp({ from, to }: Ends, boxes: readonly Box[]): Route {
  const bottom = to.y + to.height;
  const centre = to.x + to.width / 2;
  const free = boxes.every((box) => box.x !== to.x || box.width !== to.width || box.y <= to.y);
  const row = topOfTheRowBelow(boxes);
  const level = row - 12;
  const around = boxes.some((box) => box.x === from.x && box.width === from.width && box.y < from.y);
  if (around) {
    const out = from.x + from.width + beside;
    const end = free ? { x: centre + 16, y: bottom + 1 } : { x: to.x + to.width + 1, y: middle(to) };
    const turnX = free ? end.x : to.x + to.width + beside;
    const way = turnX > out ? corner : -corner;
    const start = `M${from.x + from.width} ${middle(from)}H${out - corner}q${corner} 0 ${corner} ${-corner}V${level + corner}q0 ${-corner} ${way} ${-corner}H${turnX - way}q${way} 0 ${way} ${-corner}`;
    const finish = free ? `V${end.y + arrow}` : `V${end.y + corner}q0 ${-corner} ${-corner} ${-corner}H${end.x + arrow}`;
    return { path: start + finish, end, heading: free ? 'up' : 'left', label: { x: (out + turnX) / 2, y: level }, space: Math.max(64, Math.abs(turnX - out) - 16), room: 'lane' };
  }
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

function topOfTheRowBelow(boxes: readonly Box[]): number {
  return Math.min(...boxes.filter((box) => isBelowTheMainLine(box, boxes)).map((box) => box.y));
}

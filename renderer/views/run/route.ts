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

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Ends {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly from: Box;
  readonly to: Box;
}

export const corner = 4;
export const arrow = 6;
/** How far from a card a line runs up or down a gap. */
export const beside = 9;

/** From a horizontal run into a vertical one and out again: relative, so that it can follow any `H`. */
export function vertical(into: number, fromY: number, toY: number, outOf: number): string {
  const bow = Math.min(corner, Math.abs(toY - fromY) / 2) * Math.sign(toY - fromY);
  return `q${into} 0 ${into} ${bow}v${toY - fromY - 2 * bow}q0 ${bow} ${outOf} ${bow}`;
}

export function arrowhead({ end: { x, y }, heading }: Pick<Route, 'end' | 'heading'>): string {
  if (heading === 'right') return `M${x - arrow} ${y - 4}L${x} ${y}L${x - arrow} ${y + 4}z`;
  if (heading === 'left') return `M${x + arrow} ${y - 4}L${x} ${y}L${x + arrow} ${y + 4}z`;
  if (heading === 'up') return `M${x - 4} ${y + arrow}L${x} ${y}L${x + 4} ${y + arrow}z`;
  return `M${x - 4} ${y - arrow}L${x} ${y}L${x + 4} ${y - arrow}z`;
}

/** Side cards are wider than the columns and lie below all of them. */
export function isBelowTheMainLine(box: Box, boxes: readonly Box[]): boolean {
  return boxes.some((other) => other.width < box.width);
}

export function middle(box: Box): number {
  return Math.round(box.y + box.height / 2);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { panned, zoomed, type Stretch } from './time-window.ts';

export interface Moves {
  /** Of the window on screen, which `axis` bounds. */
  readonly change: (next: (shown: Stretch) => Stretch) => void;
  readonly axis: Stretch;
  /** What stays where it is while zooming. */
  readonly fixed: () => bigint;
  readonly whole: () => void;
}

/** Windows a second while a key is held. */
const panSpeed = 0.9;
const zoomSpeed = 1.8;

/** W and S, + and −: closer and wider · A and D: earlier and later · 0: the whole. Held keys move smoothly, or in steps where motion is not wanted. */
export function useMoveKeys(moves: Moves | null) {
  const held = useRef(new Set<string>());
  const frame = useRef(0);
  const current = useRef(moves);
  useEffect(() => {
    current.current = moves;
  }, [moves]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const run = useCallback(() => {
    let last = performance.now();
    const step = (now: number): void => {
      const seconds = Math.min(0.05, Math.max(0, (now - last) / 1000));
      last = now;
      for (const key of held.current) moveBy(current.current, key, seconds);
      frame.current = held.current.size === 0 ? 0 : requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
  }, []);

  return useMemo(
    () => ({
      /** True when the key was one of these. */
      press(event: KeyboardEvent): boolean {
        const key = event.key.toLowerCase();
        if (key === '0') {
          current.current?.whole();
          return true;
        }
        if (!(key in directions)) return false;
        if (matchMedia('(prefers-reduced-motion: reduce)').matches) moveBy(current.current, key, 0.3);
        else if (!held.current.has(key)) {
          held.current.add(key);
          moveBy(current.current, key, 0.03);
          if (frame.current === 0) run();
        }
        return true;
      },
      release(event: KeyboardEvent): void {
        held.current.delete(event.key.toLowerCase());
      },
      releaseAll(): void {
        held.current.clear();
      },
    }),
    [run],
  );
}

const directions: Readonly<Record<string, { readonly pan: number; readonly zoom: number }>> = {
  w: { pan: 0, zoom: -1 }, '+': { pan: 0, zoom: -1 }, '=': { pan: 0, zoom: -1 }, s: { pan: 0, zoom: 1 }, '-': { pan: 0, zoom: 1 }, a: { pan: -1, zoom: 0 }, d: { pan: 1, zoom: 0 },
};

function moveBy(moves: Moves | null, key: string, seconds: number): void {
  const direction = directions[key];
  if (moves === null || direction === undefined) return;
  moves.change((shown) => (direction.pan === 0 ? zoomed(shown, Math.exp(direction.zoom * zoomSpeed * seconds), moves.fixed(), moves.axis) : panned(shown, direction.pan * panSpeed * seconds, moves.axis)));
}

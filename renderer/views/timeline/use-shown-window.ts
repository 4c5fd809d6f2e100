import { useCallback, useEffect, useRef, useState } from 'react';
import { adjustPlace, useView } from '../../state/view-state.ts';
import { readPlace, writePlace } from './timeline-place.ts';
import { sameStretch, type Stretch } from './time-window.ts';

const restMs = 250;

export interface ShownWindow {
  /** On screen now; null: the whole axis. */
  readonly live: Stretch | null;
  /** Where it last came to rest. */
  readonly settled: Stretch | null;
  readonly show: (next: (now: Stretch | null) => Stretch | null) => void;
}

/** The window on screen, moved frame by frame; where it comes to rest is kept in the place, without a step in the history. */
export function useShownWindow(kept: Stretch | null): ShownWindow {
  const [live, setLive] = useState<Stretch | null>(kept);
  const [adopted, setAdopted] = useState<Stretch | null>(kept);
  const resting = useRef<number | undefined>(undefined);
  const moving = useRef(live);

  // Another place was gone to, or back to: its window takes over.
  if (!sameStretch(kept, adopted)) {
    setAdopted(kept);
    setLive(kept);
  }
  useEffect(() => {
    moving.current = live;
  }, [live]);
  useEffect(() => () => window.clearTimeout(resting.current), []);

  const show = useCallback((next: (now: Stretch | null) => Stretch | null) => {
    moving.current = next(moving.current);
    setLive(moving.current);
    window.clearTimeout(resting.current);
    resting.current = window.setTimeout(() => {
      setAdopted(moving.current);
      adjustPlace({ about: writePlace({ ...readPlace(useView.getState().place.about), shown: moving.current }) });
    }, restMs);
  }, []);
  return { live, settled: adopted, show };
}

import type { ClockReading } from '#shared/model/clock.ts';
import { spanText, timeLeft } from './time-left.ts';

export type ClockTone = 'plain' | 'quiet' | 'ok' | 'soon' | 'late';

const soon = 24n * 3_600_000_000_000n;

/** The state in a few words, and how it should look. `now` moves between two answers of the engine. */
export function clockWords({ state, due, dueUnknown }: ClockReading, now: string): { readonly text: string; readonly tone: ClockTone } {
  switch (state.name) {
    case 'not started':
      return { text: 'not started', tone: 'quiet' };
    case 'running': {
      if (due === null) return { text: dueUnknown === null ? 'running, no number' : 'running, due not known', tone: 'plain' };
      const { text, late } = timeLeft(due, now);
      return { text, tone: late ? 'late' : BigInt(due) - BigInt(now) < soon ? 'soon' : 'plain' };
    }
    case 'met':
      return { text: state.early === null ? 'met' : `met, ${spanText(state.early)} early`, tone: 'ok' };
    case 'late':
      return { text: state.submission === null && due !== null ? timeLeft(due, now).text : `submitted ${spanText(state.by)} late`, tone: 'late' };
    case 'not applicable':
    case 'withdrawn':
      return { text: state.name, tone: 'quiet' };
  }
}

/** What a clock waits for, or who set it aside and why; null: the state says it all. */
export function clockDetail({ state }: ClockReading): string | null {
  if (state.name === 'not started') return `waits for ${state.waitsFor}`;
  if (state.name === 'not applicable' || state.name === 'withdrawn') return `${state.who}: ${state.why}`;
  return null;
}

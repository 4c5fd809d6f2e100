import { requestKey, type LayoutAnswer, type LayoutRequest } from './layout-request.ts';

/** A layout running somewhere it cannot hold up the window. */
export interface LayoutEngine {
  layOut(request: LayoutRequest): Promise<LayoutAnswer>;
  /** Ends it, in the middle of a layout too. */
  stop(): void;
}

export interface LayoutResult {
  readonly tops: LayoutAnswer;
  readonly by: 'first' | 'second' | 'none';
}

export interface Layouter {
  /** Starts the first engine so that the first graph need not wait for it. */
  warm(): void;
  /** Never rejects; without any layout the cards stay in the order of the record. */
  layOut(request: LayoutRequest): Promise<LayoutResult>;
}

interface Engines {
  readonly first: () => LayoutEngine;
  readonly second: () => LayoutEngine;
  readonly deadlineMilliseconds: number;
}

const mostRemembered = 200;

/** First engine within its deadline, else the second; equal requests are laid out once. */
export function createLayouter({ first, second, deadlineMilliseconds }: Engines): Layouter {
  const remembered = new Map<string, Promise<LayoutResult>>();
  let running: LayoutEngine | null = null;

  const started = (): LayoutEngine => (running ??= first());
  const abandon = (): void => {
    running?.stop();
    running = null;
  };

  async function compute(request: LayoutRequest): Promise<LayoutResult> {
    const tops = await within(deadlineMilliseconds, () => started().layOut(request));
    if (tops !== null) return { tops, by: 'first' };
    abandon();
    let fallback: LayoutEngine | null = null;
    const otherTops = await within(deadlineMilliseconds, () => {
      fallback = second();
      return fallback.layOut(request);
    });
    stopIfAny(fallback);
    return otherTops === null ? { tops: {}, by: 'none' } : { tops: otherTops, by: 'second' };
  }

  return {
    warm: () => {
      void within(deadlineMilliseconds, () => started().layOut({ nodes: [{ id: 'warm', column: 0, width: 1, height: 1 }], links: [] }));
    },
    layOut: (request) => {
      const key = requestKey(request);
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const answer = compute(request);
      remembered.set(key, answer);
      const [oldest] = remembered.keys();
      if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
      return answer;
    },
  };
}

/** The answer, or null when it failed or took too long. */
async function within(milliseconds: number, work: () => Promise<LayoutAnswer>): Promise<LayoutAnswer | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([work(), tooLate]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function stopIfAny(engine: LayoutEngine | null): void {
  engine?.stop();
}

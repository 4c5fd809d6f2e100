import { describe, expect, it, vi } from 'vitest';
import { superviseEngine, watchdogLimits, type ChildPort, type EngineProcess } from './engine-process.ts';

const start = { home: '/home', resources: '/resources', version: '1', shell: 'test' };

interface Fake {
  readonly sent: unknown[];
  say(message: unknown): void;
  end(code: number | null): void;
  killed: boolean;
}

function setUp(limits = watchdogLimits): { engine: EngineProcess; children: Fake[]; events: unknown[]; clock: { now: number } } {
  const children: Fake[] = [];
  const events: unknown[] = [];
  const clock = { now: 1_000_000 };
  const fork = (): ChildPort => {
    let hear: (message: unknown) => void = () => undefined;
    let ended: (code: number | null) => void = () => undefined;
    const fake: Fake = { sent: [], say: (message) => hear(message), end: (code) => ended(code), killed: false };
    children.push(fake);
    return {
      post: (message) => void fake.sent.push(message),
      onMessage: (listener) => (hear = listener),
      onExit: (listener) => (ended = listener),
      kill: () => {
        fake.killed = true;
        fake.end(null);
      },
    };
  };
  const engine = superviseEngine({ start, fork, emit: (event, payload) => void events.push([event, payload]), log: () => undefined, limits, now: () => clock.now });
  return { engine, children, events, clock };
}

describe('the engine’s process', () => {
  it('starts with the first call and matches answers to calls', async () => {
    const { engine, children } = setUp();
    expect(children).toHaveLength(0);
    const [first, second] = [engine.call('case.recent', {}), engine.call('jobs.list', {})];
    expect(children).toHaveLength(1);
    expect(children[0]?.sent).toEqual([{ kind: 'start', start }, { kind: 'call', id: 1, channel: 'case.recent', request: {} }, { kind: 'call', id: 2, channel: 'jobs.list', request: {} }]);
    children[0]?.say({ kind: 'answer', id: 2, result: { ok: true, value: 'b' } });
    children[0]?.say({ kind: 'answer', id: 1, result: { ok: true, value: 'a' } });
    expect([await first, await second]).toEqual([{ ok: true, value: 'a' }, { ok: true, value: 'b' }]);
  });

  it('says so when it dies: calls and jobs fail, the case is gone, the window is told', async () => {
    const { engine, children, events } = setUp();
    const call = engine.call('sources.list', {});
    children[0]?.say({ kind: 'event', event: 'job.progress', payload: { jobId: 'j1', kind: 'import' } });
    children[0]?.end(139);
    expect(await call).toMatchObject({ ok: false, problem: { code: 'engine-stopped' } });
    expect(events).toMatchObject([
      ['job.progress', { jobId: 'j1' }],
      ['job.finished', { jobId: 'j1', kind: 'import', outcome: 'failed', sources: [] }],
      ['case.changed', null],
      ['engine.stopped', { problem: { message: 'The engine ended unexpectedly (code 139).' } }],
    ]);
  });

  it('starts anew with the next call, and fails no job that had finished', async () => {
    const { engine, children, events } = setUp();
    void engine.call('jobs.list', {});
    children[0]?.say({ kind: 'event', event: 'job.progress', payload: { jobId: 'j1', kind: 'import' } });
    children[0]?.say({ kind: 'event', event: 'job.finished', payload: { jobId: 'j1' } });
    children[0]?.end(null);
    expect(events.filter((event) => Array.isArray(event) && event[0] === 'job.finished')).toHaveLength(1);
    const again = engine.call('case.recent', {});
    expect(children).toHaveLength(2);
    children[1]?.say({ kind: 'answer', id: 2, result: { ok: true, value: [] } });
    expect(await again).toEqual({ ok: true, value: [] });
  });

  it('is not started for ever when it keeps dying, but is after a while', async () => {
    const { engine, children, clock } = setUp();
    for (let round = 0; round < 3; round += 1) {
      void engine.call('jobs.list', {});
      children[round]?.end(1);
    }
    expect(await engine.call('jobs.list', {})).toMatchObject({ ok: false, problem: { code: 'engine-keeps-stopping' } });
    clock.now += watchdogLimits.endsWithinMs;
    void engine.call('jobs.list', {});
    expect(children).toHaveLength(4);
  });

  it('is killed when it gives no sign, and not while it answers pings', () => {
    vi.useFakeTimers();
    try {
      const { engine, children, events, clock } = setUp();
      void engine.call('jobs.list', {});
      const pass = (ms: number): void => {
        clock.now += ms;
        vi.advanceTimersByTime(watchdogLimits.pingEveryMs);
      };
      pass(watchdogLimits.silentMs - 1);
      expect(children[0]?.sent.at(-1)).toEqual({ kind: 'ping' });
      children[0]?.say({ kind: 'pong' });
      pass(watchdogLimits.silentMs - 1);
      expect(children[0]?.killed).toBe(false);
      pass(2);
      expect(children[0]?.killed).toBe(true);
      expect(JSON.stringify(events.at(-1))).toContain('gave no sign for 300 seconds');
    } finally {
      vi.useRealTimers();
    }
  });

  it('passes on no event but the contract’s, and no answer that is no Result', async () => {
    const { engine, children, events } = setUp();
    const call = engine.call('jobs.list', {});
    children[0]?.say({ kind: 'event', event: 'made-up', payload: 1 });
    children[0]?.say('noise');
    children[0]?.say({ kind: 'answer', id: 1, result: 'yes' });
    expect(await call).toMatchObject({ ok: false, problem: { code: 'engine-bug' } });
    expect(events).toEqual([]);
  });

  it('closes quietly: no alarm, and no call afterwards', async () => {
    const { engine, children, events } = setUp();
    void engine.call('jobs.list', {});
    const closing = engine.close();
    expect(children[0]?.sent.at(-1)).toEqual({ kind: 'close' });
    children[0]?.end(0);
    await closing;
    expect(events).toEqual([]);
    expect(await engine.call('jobs.list', {})).toMatchObject({ ok: false, problem: { code: 'closing' } });
  });
});

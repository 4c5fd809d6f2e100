import { describe, expect, it, vi } from 'vitest';
import Elk from 'elkjs/lib/elk.bundled.js';
import { dagreLayout } from './dagre-layout.ts';
import { elkGraph, fromElk } from './elk-graph.ts';
import { createLayouter, type LayoutEngine } from './layouter.ts';
import type { LayoutAnswer, LayoutRequest } from './layout-request.ts';

const pairs = 12;
const toolUse: LayoutRequest = {
  nodes: [
    { id: 'output', column: 2, width: 148, height: 60 },
    ...Array.from({ length: pairs }, (_, index) => ({ id: `execution-${index}`, column: 4, width: 148, height: 60 })),
    ...Array.from({ length: pairs }, (_, index) => ({ id: `outcome-${index}`, column: 5, width: 148, height: 60 })),
  ],
  links: Array.from({ length: pairs }, (_, index) => [
    { from: 'output', to: `execution-${index}` },
    { from: `execution-${index}`, to: `outcome-${index}` },
  ]).flat(),
};

const never: LayoutEngine = { layOut: () => new Promise<LayoutAnswer>(() => undefined), stop: () => undefined };
const broken: LayoutEngine = { layOut: () => Promise.reject(new Error('no')), stop: () => undefined };
const answering = (tops: LayoutAnswer): LayoutEngine => ({ layOut: () => Promise.resolve(tops), stop: () => undefined });

function pairsAligned(tops: LayoutAnswer): number {
  return Array.from({ length: pairs }, (_, index) => Math.abs((tops[`execution-${index}`] ?? NaN) - (tops[`outcome-${index}`] ?? NaN))).filter((apart) => apart < 30).length;
}

describe('ELK with one partition a column', () => {
  it('puts each outcome beside its execution and no two cards of a column on top of each other', async () => {
    const tops = fromElk(await new Elk().layout(elkGraph(toolUse)));
    expect(pairsAligned(tops)).toBe(pairs);
    const executions = Object.entries(tops).filter(([id]) => id.startsWith('execution')).map(([, top]) => top).sort((a, b) => a - b);
    executions.slice(1).forEach((top, index) => expect(top - (executions[index] ?? 0)).toBeGreaterThanOrEqual(60));
  });

  it('answers the same for the same graph', async () => {
    expect(fromElk(await new Elk().layout(elkGraph(toolUse)))).toEqual(fromElk(await new Elk().layout(elkGraph(toolUse))));
  });
});

describe('dagre', () => {
  it('places every card, pairs side by side', () => {
    const tops = dagreLayout(toolUse);
    expect(Object.keys(tops)).toHaveLength(toolUse.nodes.length);
    expect(pairsAligned(tops)).toBe(pairs);
  });

  it('places a graph without links', () => {
    expect(Object.keys(dagreLayout({ ...toolUse, links: [] }))).toHaveLength(toolUse.nodes.length);
  });
});

describe('the layouter', () => {
  it('takes the first engine when it answers in time', async () => {
    const layouter = createLayouter({ first: () => answering({ a: 1 }), second: () => never, deadlineMilliseconds: 1000 });
    expect(await layouter.layOut(toolUse)).toEqual({ tops: { a: 1 }, by: 'first' });
  });

  it('ends the first engine at its deadline and asks the second', async () => {
    const stop = vi.fn();
    const layouter = createLayouter({ first: () => ({ ...never, stop }), second: () => answering({ a: 2 }), deadlineMilliseconds: 10 });
    expect(await layouter.layOut(toolUse)).toEqual({ tops: { a: 2 }, by: 'second' });
    expect(stop).toHaveBeenCalledOnce();
  });

  it('says so when no engine can even start, and keeps the order of the record', async () => {
    const cannot = (): LayoutEngine => {
      throw new TypeError('refused');
    };
    const layouter = createLayouter({ first: cannot, second: cannot, deadlineMilliseconds: 10 });
    expect(await layouter.layOut(toolUse)).toEqual({ tops: {}, by: 'none' });
  });

  it('asks the second at once when the first breaks', async () => {
    const layouter = createLayouter({ first: () => broken, second: () => answering({ a: 3 }), deadlineMilliseconds: 60_000 });
    expect((await layouter.layOut(toolUse)).by).toBe('second');
  });

  it('lays equal graphs out once', async () => {
    const layOut = vi.fn(() => Promise.resolve({ a: 1 }));
    const layouter = createLayouter({ first: () => ({ layOut, stop: () => undefined }), second: () => never, deadlineMilliseconds: 1000 });
    await layouter.layOut(toolUse);
    await layouter.layOut({ nodes: [...toolUse.nodes], links: [...toolUse.links] });
    expect(layOut).toHaveBeenCalledOnce();
  });
});

import { describe, expect, it } from 'vitest';
import type { Link, Stage, StageKind, StageValue } from '#shared/model/lineage.ts';
import { hollowHints, notedRules } from './flow-links.ts';
import { columnsFor, extentOf, needsNoLayout, placeNodes } from './graph-places.ts';
import { lineageGraph, mostNodes } from './lineage-graph.ts';
import { routeLinks } from './link-routes.ts';

const value = (text: string): StageValue => ({ value: text, provenance: 'recorded', rule: null, source: null, sourceKey: null, offset: null, length: null, also: [] });
const stage = (kind: StageKind, id: string, values: Readonly<Record<string, string>> = {}, present = true): Stage => ({
  id,
  kind,
  present,
  title: id,
  at: null,
  values: Object.fromEntries(Object.entries(values).map(([name, text]) => [name, value(text)])),
});
const link = (from: string, to: string, rule: string | null = null): Link => ({ from, to, kind: 'leads to', provenance: rule === null ? 'recorded' : 'inferred', rule });

const operations = ['get_order', 'get_user', 'cancel_order'];
function toolRun(calls: number): { readonly stages: readonly Stage[]; readonly links: readonly Link[] } {
  const numbers = Array.from({ length: calls }, (_, index) => index + 1);
  return {
    stages: [
      stage('trigger', 'trigger', { kind: 'event' }),
      stage('model', 'model', { name: 'm' }),
      stage('output', 'output', { text: 'x' }),
      stage('decision', 'decision', {}, false),
      ...numbers.map((n) => stage('execution', `execution-${n}`, { operation: operations[n % 3] ?? '', effect: n % 3 === 2 ? 'write' : 'read' })),
      ...numbers.map((n) => stage('outcome', `outcome-${n}`, { status: n % 10 === 0 ? 'failed' : 'succeeded' })),
    ],
    links: [link('trigger', 'model'), link('model', 'output'), ...numbers.flatMap((n) => [link('output', `execution-${n}`, 'no decision recorded'), link(`execution-${n}`, `outcome-${n}`)])],
  };
}

describe('folding', () => {
  it('leaves a plain run as it is, with a hollow place for what is absent', () => {
    const graph = lineageGraph(toolRun(1), new Set());
    expect(graph.nodes.map((node) => node.id)).toEqual(['trigger', 'model', 'output', 'decision', 'execution-1', 'outcome-1']);
    expect(graph.groups).toEqual([]);
  });

  it('keeps a run with 30 executions readable: repeats stand in one card each', () => {
    const graph = lineageGraph(toolRun(30), new Set());
    const groups = graph.nodes.flatMap((node) => (node.form === 'group' ? [`${node.stages.length} × ${node.label}`] : []));
    expect(groups).toEqual(['10 × get_user · read', '10 × cancel_order · write', '10 × get_order · read', '27 × succeeded', '3 × failed']);
    expect(graph.nodes.length).toBeLessThan(12);
  });

  it('stays under the limit however many different calls there are, and loses none of them', () => {
    const many = toolRun(400);
    const stages = many.stages.map((one, index) => (one.kind === 'execution' ? stage('execution', one.id, { operation: `call_${index}`, effect: index % 2 === 0 ? 'read' : 'unknown' }) : one));
    const graph = lineageGraph({ ...many, stages }, new Set());
    expect(graph.nodes.length).toBeLessThanOrEqual(mostNodes);
    const drawn = graph.nodes.reduce((sum, node) => sum + (node.form === 'group' ? node.stages.length : 1), 0);
    expect(drawn).toBe(stages.length);
    expect(graph.nodes.flatMap((node) => (node.form === 'group' ? [node.label] : []))).toContain('actions of unknown effect');
  });

  it('opens a group when asked and leaves the others folded', () => {
    const graph = lineageGraph(toolRun(30), new Set(['execution: cancel_order · write']));
    expect(graph.nodes.filter((node) => node.form === 'stage' && node.kind === 'execution')).toHaveLength(10);
    expect(graph.nodes.filter((node) => node.form === 'group' && node.kind === 'execution')).toHaveLength(2);
  });

  it('counts links that fall together and never mixes recorded with inferred', () => {
    const graph = lineageGraph(toolRun(30), new Set());
    expect(graph.links.filter(({ from, provenance }) => from === 'output' && provenance === 'inferred').map(({ count }) => count)).toEqual([10, 10, 10]);
    expect(graph.links.reduce((sum, { count }) => sum + count, 0)).toBe(62);
    expect(notedRules(graph.links)).toEqual([{ letter: 'a', rule: 'no decision recorded' }]);
  });

  it('draws a side stage only when something is recorded of it', () => {
    const run = toolRun(1);
    const graph = lineageGraph({ ...run, stages: [...run.stages, stage('recovery', 'recovery', { status: 'open' }), stage('dispute', 'dispute', {}, false)] }, new Set());
    expect(graph.nodes.map(({ kind }) => kind)).toContain('recovery');
    expect(graph.nodes.map(({ kind }) => kind)).not.toContain('dispute');
  });
});

describe('places', () => {
  const columns = columnsFor(988);

  it('fit six columns into the width there is, and never less than can be read', () => {
    for (const width of [400, 868, 988, 1400, 2400]) {
      const { width: column, gap, total } = columnsFor(width);
      expect(column).toBeGreaterThanOrEqual(122);
      expect(gap).toBeGreaterThanOrEqual(18);
      if (width >= 868) expect(total).toBeLessThanOrEqual(width);
    }
  });

  it('put one card a column on one line without any layout', () => {
    const { nodes } = lineageGraph(toolRun(1), new Set());
    expect(needsNoLayout(nodes)).toBe(true);
    expect(new Set([...placeNodes(nodes, {}, columns).values()].map(({ y }) => y))).toEqual(new Set([0]));
  });

  it('never overlap, whatever the layout proposes', () => {
    const { nodes } = lineageGraph(toolRun(8), new Set());
    for (const order of [{}, Object.fromEntries(nodes.map((node) => [node.id, 40])), Object.fromEntries(nodes.map((node, index) => [node.id, -index * 7]))]) {
      const boxes = [...placeNodes(nodes, order, columns).values()];
      boxes.forEach((a, index) => boxes.slice(index + 1).forEach((b) => expect(a.x !== b.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)));
      expect(Math.min(...boxes.map(({ y }) => y))).toBe(0);
    }
  });

  it('hang side stages below the tallest column, each kind in a slot of its own', () => {
    const run = toolRun(1);
    const sides = (['recovery', 'dispute', 'source-data', 'consent', 'access'] as const).map((kind) => stage(kind, kind, { at: 'x' }));
    const { nodes } = lineageGraph({ ...run, stages: [...run.stages, ...sides] }, new Set());
    const places = placeNodes(nodes, {}, columns);
    for (const { id } of sides) expect(places.get(id)?.y).toBeGreaterThan(132);
    expect(places.get('recovery')?.x).not.toBe(places.get('dispute')?.x);
    expect(extentOf(places).width).toBeLessThanOrEqual(columns.total);
  });
});

describe('routes', () => {
  const columns = columnsFor(988);
  const routesOf = (run: { readonly stages: readonly Stage[]; readonly links: readonly Link[] }) => {
    const graph = lineageGraph(run, new Set());
    const links = [...graph.links, ...hollowHints(graph)];
    return { graph, ...routeLinks(links, placeNodes(graph.nodes, {}, columns)) };
  };

  it('go over the top of a hollow place, and name it by thin arrows in and out', () => {
    const { graph, byId, headroom } = routesOf(toolRun(1));
    expect(headroom).toBe(18);
    const over = graph.links.find(({ from, to }) => from === 'output' && to === 'execution-1');
    expect(byId.get(over?.id ?? '')?.room).toBe('lane');
    expect(hollowHints(graph).map(({ from, to }) => `${from} → ${to}`)).toEqual(['output → decision', 'decision → execution-1']);
  });

  it('go straight to the next column, with an arrowhead that ends at the card', () => {
    const { byId, graph } = routesOf(toolRun(1));
    const first = byId.get(graph.links[0]?.id ?? '');
    expect(first?.heading).toBe('right');
    expect(first?.path).toMatch(/^M\d+ 66H\d+$/u);
  });

  it('lead up from a recovery to what it compensates', () => {
    const run = toolRun(1);
    const { byId, graph } = routesOf({ stages: [...run.stages, stage('recovery', 'recovery', { status: 'open' })], links: [...run.links, { from: 'recovery', to: 'execution-1', kind: 'compensates', provenance: 'recorded', rule: null }] });
    expect(byId.get(graph.links.at(-1)?.id ?? '')?.heading).toBe('up');
  });

  it('exist for every link, without a broken number in any path', () => {
    for (const calls of [1, 2, 5, 8, 30, 400]) {
      const { byId, graph } = routesOf(toolRun(calls));
      for (const { id } of graph.links) expect(byId.get(id)?.path ?? 'none').not.toMatch(/NaN|undefined|none/u);
    }
  });
});

import { mainStages } from '#shared/model/lineage.ts';
import type { Columns } from './graph-places.ts';
import type { GraphLink, LineageGraph } from './lineage-graph.ts';
import type { Route } from './route.ts';
import { stageTitles } from './stage-card.ts';

/** An inferred link's rule and the letter under which the legend explains it. */
export interface NotedRule {
  readonly letter: string;
  readonly rule: string;
}

/** A place where a link would stand if anything were recorded. */
export interface Hint {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** An alias, not an interface: React Flow takes only data assignable to a record. */
export type LinkWords = {
  readonly look: 'recorded' | 'inferred' | 'nothing';
  readonly words: string | null;
};

/** A gap this wide has room for a link's kind. */
const gapWithWords = 72;

/** Thin dashed arrows into and out of a hollow place that no link touches. */
export function hollowHints(graph: LineageGraph): readonly Hint[] {
  const joined = new Set(graph.links.flatMap(({ from, to }) => [from, to]));
  const first = mainStages.map((kind) => graph.nodes.find((node) => node.kind === kind));
  const hints = new Map<string, Hint>();
  first.forEach((node, index) => {
    if (node === undefined || node.form !== 'stage' || node.stage.present || joined.has(node.id)) return;
    for (const [from, to] of [[first[index - 1], node], [node, first[index + 1]]] as const) {
      if (from === undefined || to === undefined) continue;
      const id = `hint ${from.id} ${to.id}`;
      hints.set(id, { id, from: from.id, to: to.id });
    }
  });
  return [...hints.values()];
}

export function notedRules(links: readonly GraphLink[]): readonly NotedRule[] {
  const rules = [...new Set(links.flatMap(({ provenance, rule }) => (provenance === 'inferred' && rule !== null ? [rule] : [])))];
  return rules.map((rule, index) => ({ letter: String.fromCharCode(97 + (index % 26)), rule }));
}

/** The rule itself stands on the link where a lane has room for it; between two cards the legend's letter stands for it. */
export function linkWords(link: GraphLink | Hint, route: Route, columns: Columns): LinkWords {
  if (!('kind' in link)) return { look: 'nothing', words: null };
  const kind = link.count > 1 ? `${link.kind} ×${link.count}` : link.kind;
  const fits = route.room === 'lane' || columns.gap >= gapWithWords;
  if (link.provenance === 'recorded') return { look: 'recorded', words: fits ? kind : null };
  if (route.room === 'lane') return { look: 'inferred', words: `${kind}, inferred: ${link.rule ?? 'rule not named'}` };
  return { look: 'inferred', words: fits ? kind : null };
}

/** For screen readers and on hover. */
export function linkSentence(link: GraphLink | Hint, graph: LineageGraph): string {
  if (!('kind' in link)) return 'No link is recorded here';
  const name = (id: string): string => {
    const node = graph.nodes.find((other) => other.id === id);
    if (node === undefined) return id;
    return node.form === 'group' ? `${node.stages.length} ${node.label}` : stageTitles[node.kind];
  };
  const how = link.provenance === 'inferred' ? `, inferred: ${link.rule ?? 'rule not named'}` : ', recorded';
  return `${name(link.from)} ${link.kind} ${name(link.to)}${how}`;
}

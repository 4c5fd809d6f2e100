import { mainStages, type Lineage, type Link, type LinkKind, type Stage, type StageKind } from '#shared/model/lineage.ts';
import { plainText } from './value-text.ts';

/** What is drawn: a stage, a hollow place for an absent one, or several like stages folded into one card. */
export type GraphNode =
  | { readonly form: 'stage'; readonly id: string; readonly kind: StageKind; readonly stage: Stage }
  | { readonly form: 'group'; readonly id: string; readonly kind: StageKind; readonly label: string; readonly stages: readonly Stage[] };

export interface GraphLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly provenance: 'recorded' | 'inferred';
  readonly rule: string | null;
  /** More than one when links between folded stages fall together. */
  readonly count: number;
}

export interface LineageGraph {
  readonly nodes: readonly GraphNode[];
  readonly links: readonly GraphLink[];
  /** Ids of groups that could be, or are, opened. */
  readonly groups: readonly string[];
}

export const mostNodes = 60;
/** Repeats are folded once a kind has more than this many stages. */
const mostOfAKind = 8;

const mainKinds: ReadonlySet<StageKind> = new Set(mainStages);

export function isMain(kind: StageKind): boolean {
  return mainKinds.has(kind);
}

/**
 * Folds repeats until the graph is readable: first stages of a kind that do the same thing, then, while there are more
 * than `mostNodes`, by effect or status, at last whole kinds. Groups in `opened` stay unfolded: the person asked.
 */
export function lineageGraph(lineage: Pick<Lineage, 'stages' | 'links'>, opened: ReadonlySet<string>): LineageGraph {
  const drawn = lineage.stages.filter((stage) => stage.present || isMain(stage.kind));
  const foldings: readonly Folding[] = [bySameDoing, byEffect, byKind];
  let best = fold(drawn, (stage, ofAKind) => (ofAKind > mostOfAKind ? bySameDoing(stage) : null), opened);
  for (const folding of foldings) {
    if (countFolded(best) <= mostNodes) break;
    best = fold(drawn, (stage, ofAKind) => (ofAKind > 1 ? folding(stage) : null), opened);
  }
  return { nodes: best.nodes, links: foldLinks(lineage.links, best.placeOf), groups: best.groups };
}

interface Folded {
  readonly nodes: readonly GraphNode[];
  readonly placeOf: ReadonlyMap<string, string>;
  readonly groups: readonly string[];
}

type Folding = (stage: Stage) => string;

function fold(stages: readonly Stage[], labelOf: (stage: Stage, ofAKind: number) => string | null, opened: ReadonlySet<string>): Folded {
  const kindCounts = new Map<StageKind, number>();
  for (const stage of stages) kindCounts.set(stage.kind, (kindCounts.get(stage.kind) ?? 0) + 1);

  const members = new Map<string, Stage[]>();
  const labels = new Map<string, string>();
  for (const stage of stages) {
    const label = labelOf(stage, kindCounts.get(stage.kind) ?? 0);
    const id = label === null ? stage.id : `${stage.kind}: ${label}`;
    if (label !== null) labels.set(id, label);
    const group = members.get(id);
    if (group === undefined) members.set(id, [stage]);
    else group.push(stage);
  }

  const nodes: GraphNode[] = [];
  const placeOf = new Map<string, string>();
  const groups: string[] = [];
  for (const [id, group] of members) {
    const [first] = group;
    if (first === undefined) continue;
    const label = labels.get(id);
    if (label !== undefined && group.length > 1) {
      groups.push(id);
      if (!opened.has(id)) {
        nodes.push({ form: 'group', id, kind: first.kind, label, stages: group });
        for (const stage of group) placeOf.set(stage.id, id);
        continue;
      }
    }
    for (const stage of group) {
      nodes.push({ form: 'stage', id: stage.id, kind: stage.kind, stage });
      placeOf.set(stage.id, stage.id);
    }
  }
  return { nodes, placeOf, groups };
}

/** Nodes as they would be with every group closed: what the limit counts. */
function countFolded(folded: Folded): number {
  const opened = folded.nodes.filter((node) => node.form === 'stage').length;
  return folded.groups.length === 0 ? opened : folded.nodes.length;
}

function foldLinks(links: readonly Link[], placeOf: ReadonlyMap<string, string>): readonly GraphLink[] {
  const folded = new Map<string, GraphLink>();
  for (const link of links) {
    const from = placeOf.get(link.from);
    const to = placeOf.get(link.to);
    if (from === undefined || to === undefined || (from === to && link.from !== link.to)) continue;
    const id = `${from} ${link.kind} ${to} ${link.provenance} ${link.rule ?? ''}`;
    const before = folded.get(id);
    folded.set(id, before === undefined ? { id, from, to, kind: link.kind, provenance: link.provenance, rule: link.rule, count: 1 } : { ...before, count: before.count + 1 });
  }
  return [...folded.values()];
}

function bySameDoing(stage: Stage): string {
  const doing = text(stage, 'operation') ?? text(stage, 'type') ?? text(stage, 'toolCall') ?? stage.title;
  const status = stage.kind === 'outcome' ? text(stage, 'status') : null;
  const effect = text(stage, 'effect');
  return [status ?? doing, effect].filter((part) => part !== null && part !== '').join(' · ');
}

function byEffect(stage: Stage): string {
  if (stage.kind === 'execution') {
    const effect = text(stage, 'effect');
    if (effect === 'read') return 'reads';
    if (effect === 'write') return 'writes';
    return 'actions of unknown effect';
  }
  if (stage.kind === 'outcome') return text(stage, 'status') ?? 'status not recorded';
  return byKind(stage);
}

const plurals: Readonly<Record<StageKind, string>> = {
  trigger: 'triggers',
  model: 'model versions',
  output: 'outputs',
  decision: 'decisions',
  execution: 'actions',
  outcome: 'outcomes',
  recovery: 'recoveries',
  dispute: 'disputes',
  consent: 'consents',
  'source-data': 'source reads',
  access: 'access logs',
};

function byKind(stage: Stage): string {
  return plurals[stage.kind];
}

function text(stage: Stage, name: string): string | null {
  return plainText(stage.values[name]);
}

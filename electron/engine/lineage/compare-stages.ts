import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import { type ComparedAction, type ComparedField, type ComparedPair, type ComparedSide, comparedSides, type ComparedValue, type FieldVerdict } from '#shared/model/comparison.ts';
import type { Lineage, Stage, StageKind, StageValue } from '#shared/model/lineage.ts';
import { type Comparison, comparedFieldsOf, comparisonWords, type FieldPlaces } from './compared-fields.ts';
import { actionStatesOf } from './action-states.ts';
import { sameValue } from './same-value.ts';

type Told = Pick<Lineage, 'stages' | 'links' | 'run'>;

/** Proposed, approved, executed, confirmed: every action of a run, field by field. An action nobody carried out is one too. */
export function compareStages(lineage: Told): readonly ComparedAction[] {
  const of = (kind: StageKind): readonly Stage[] => lineage.stages.filter((stage) => stage.kind === kind && stage.present);
  const executions = of('execution').filter((stage) => stage.values['effect']?.value !== 'read');
  const outputs = of('output');
  const chains: readonly Chain[] =
    executions.length > 0
      ? executions.map((execution) => ({ output: before(lineage, execution, outputs), decision: before(lineage, execution, of('decision')), execution, outcome: after(lineage, execution, of('outcome')) }))
      : outputs.slice(-1).map((output) => ({ output, decision: of('decision').at(-1) ?? null, execution: null, outcome: of('outcome').at(-1) ?? null }));
  return chains.map((chain) => {
    const fields = fieldsOf(chain, lineage.run.actionType);
    return { output: chain.output?.id ?? null, decision: chain.decision?.id ?? null, execution: chain.execution?.id ?? null, outcome: chain.outcome?.id ?? null, fields, states: actionStatesOf(chain, fields, executions) };
  });
}

export interface Chain {
  readonly output: Stage | null;
  readonly decision: Stage | null;
  readonly execution: Stage | null;
  readonly outcome: Stage | null;
}

/** The stage that leads here by the links; where none says so the only one of its kind, or the one of the same number. */
function before(lineage: Told, stage: Stage, candidates: readonly Stage[]): Stage | null {
  return linked(lineage, stage, candidates, 'from') ?? sameNumber(stage, candidates);
}

function after(lineage: Told, stage: Stage, candidates: readonly Stage[]): Stage | null {
  return linked(lineage, stage, candidates, 'to') ?? sameNumber(stage, candidates);
}

function linked({ links }: Told, stage: Stage, candidates: readonly Stage[], end: 'from' | 'to'): Stage | null {
  const seen = new Set([stage.id]);
  let open = [stage.id];
  while (open.length > 0) {
    const next = links.filter((link) => open.includes(end === 'from' ? link.to : link.from)).map((link) => link[end]).filter((id) => !seen.has(id));
    const found = candidates.find(({ id }) => next.includes(id));
    if (found !== undefined) return found;
    for (const id of next) seen.add(id);
    open = next.filter((id) => !/^(?:execution|recovery|dispute)/u.test(id));
  }
  return null;
}

function sameNumber(stage: Stage, candidates: readonly Stage[]): Stage | null {
  if (candidates.length === 1) return candidates[0] ?? null;
  const number = /-\d+$/u.exec(stage.id)?.[0] ?? '';
  return candidates.find(({ id, kind }) => id === `${kind}${number}`) ?? null;
}

function fieldsOf(chain: Chain, actionType: string | null): readonly ComparedField[] {
  const named = comparedFieldsOf(actionType).map((places) => comparedField(places, sidesOf(chain, places)));
  return [...named, ...writtenFields(chain)].filter(({ sides }) => comparedSides.some((side) => sides[side] !== null));
}

type Sides = Readonly<Record<ComparedSide, ComparedValue | null>>;

function sidesOf(chain: Chain, { field, places }: FieldPlaces): Sides {
  const at = (side: ComparedSide): ComparedValue | null => first(places[side], (place) => valueAt(chain, place));
  const [proposed, executed, confirmed] = [at('proposed'), at('executed'), at('confirmed')];
  // The value of an output is its text only where it is a text; a person's name in it is an assignee only if something was assigned.
  const said = proposed?.name === 'value' && (field === 'text' ? typeof proposed.value.value !== 'string' || proposed.text.length < 20 : executed === null) ? null : proposed;
  return { proposed: said, approved: at('approved') ?? (said === null ? null : approvedAsProposed(chain, said)), executed, confirmed };
}

/** Who approves without a recorded change approves what was proposed: inferred, and said to be. */
function approvedAsProposed({ decision }: Chain, proposed: ComparedValue): ComparedValue | null {
  if (decision === null || decision.values['edits'] !== undefined || decision.values['overrideFlag']?.value === true) return null;
  const verdict = decision.values['verdict']?.value;
  if (typeof verdict !== 'string' || !['approved', 'approve', 'accepted', 'allowed', 'granted', 'confirmed'].includes(verdict.toLowerCase())) return null;
  return { ...proposed, stage: decision.id, value: { ...proposed.value, provenance: 'inferred', rule: 'approved without a recorded change: what was proposed', source: null, sourceKey: null, offset: null, length: null, also: [] } };
}

function valueAt(chain: Chain, place: string): ComparedValue | null {
  const [, kind = '', name = '', member] = /^([a-z-]+)\.(\w+)(?:\/(\w+))?$/u.exec(place) ?? [];
  const stage = kind === 'output' ? chain.output : kind === 'decision' ? chain.decision : kind === 'execution' ? chain.execution : chain.outcome;
  const value = stage?.values[name];
  if (stage === null || stage === undefined || value === undefined || value.provenance === 'absent') return null;
  if (member === undefined) return compared(stage, name, value, value.value);
  return isJsonObject(value.value) && value.value[member] !== undefined ? compared(stage, `${name}/${member}`, value, value.value[member] ?? null) : null;
}

function compared(stage: Stage, name: string, value: StageValue, part: JsonValue): ComparedValue | null {
  if (part === null) return null;
  const whole = part === value.value && value.lexeme !== undefined && typeof part === 'number' ? value.lexeme : null;
  return { stage: stage.id, name, text: whole ?? (typeof part === 'object' ? JSON.stringify(part) : String(part)), value };
}

/** Fields that were to be written and that were: each by its own name. */
function writtenFields(chain: Chain): readonly ComparedField[] {
  const planned = afterByField(chain.output, 'plan', (plan) => (isJsonObject(plan) ? (plan['changes'] ?? null) : null));
  const written = afterByField(chain.execution, 'changes', (changes) => changes);
  return [...new Set([...planned.keys(), ...written.keys()])].map((name) =>
    comparedField({ field: `field ${name}`, as: 'exact', places: { proposed: [], approved: [], executed: [], confirmed: [] } }, { proposed: planned.get(name) ?? null, approved: null, executed: written.get(name) ?? null, confirmed: null }),
  );
}

function afterByField(stage: Stage | null, name: string, changesIn: (value: JsonValue) => JsonValue): ReadonlyMap<string, ComparedValue> {
  const value = stage?.values[name];
  const changes = value === undefined ? null : changesIn(value.value);
  const found = new Map<string, ComparedValue>();
  if (stage === null || value === undefined || changes === null || !isJsonArray(changes)) return found;
  for (const change of changes) {
    if (!isJsonObject(change) || typeof change['field'] !== 'string' || change['after'] === undefined) continue;
    const after = change['after'];
    found.set(change['field'], { stage: stage.id, name, text: after === null ? 'recorded as empty' : typeof after === 'object' ? JSON.stringify(after) : String(after), value });
  }
  return found;
}

function comparedField({ field, as }: FieldPlaces, sides: Sides): ComparedField {
  const pairs = pairsOf(sides, as);
  const worst = urgency.find((verdict) => pairs.some((pair) => pair.verdict === verdict));
  return { field, compared: field.startsWith('field ') ? 'as written' : comparisonWords[as], sides, pairs, verdict: worst ?? 'not comparable' };
}

const urgency: readonly FieldVerdict[] = ['different', 'not comparable', 'missing on one side', 'added by connector', 'equal'];

/** Each side with the next that says anything of the field. A confirmation that says nothing of it leaves the pair out: most say only that it was done. */
function pairsOf(sides: Sides, as: Comparison): readonly ComparedPair[] {
  const pairs: ComparedPair[] = [];
  const { proposed, executed } = sides;
  if (proposed === null && executed !== null) pairs.push({ from: 'proposed', to: 'executed', verdict: 'added by connector', why: 'Nothing of it was proposed.' });
  if (proposed !== null && executed === null) pairs.push({ from: 'proposed', to: 'executed', verdict: 'missing on one side', why: 'Of the execution nothing of it is recorded.' });
  const present = comparedSides.filter((side) => sides[side] !== null);
  for (const [index, to] of present.entries()) {
    const from = present[index - 1];
    const [a, b] = [from === undefined ? null : sides[from], sides[to]];
    if (from !== undefined && a !== null && b !== null) pairs.push({ from, to, ...verdictOn(a, b, as) });
  }
  return pairs;
}

function verdictOn(a: ComparedValue, b: ComparedValue, as: Comparison): Pick<ComparedPair, 'verdict' | 'why'> {
  const withheld = [a, b].find(({ value }) => value.provenance === 'hash only' || value.provenance === 'redacted');
  if (withheld !== undefined) {
    const bothHashed = a.value.provenance === 'hash only' && b.value.provenance === 'hash only';
    if (bothHashed && a.text === b.text) return { verdict: 'equal', why: 'Both are kept as the same hash.' };
    return { verdict: 'not comparable', why: withheld.value.provenance === 'redacted' ? 'One side was redacted before the export.' : 'One side is kept as a hash, and in which form it was hashed is not known.' };
  }
  const readings = (one: ComparedValue): readonly string[] => [one.text, ...(one.name.includes('/') ? [] : one.value.also.map(({ value, lexeme }) => lexeme ?? (typeof value === 'object' ? JSON.stringify(value) : String(value))))];
  const [ours, theirs] = [readings(a), readings(b)];
  if (same(a.text, b.text, as)) return { verdict: 'equal', why: null };
  if (ours.some((one) => theirs.some((other) => same(one, other, as)))) return { verdict: 'equal', why: 'By one of the records; others say otherwise, see Values.' };
  return { verdict: 'different', why: null };
}

function same(a: string, b: string, as: Comparison): boolean {
  if (as === 'decimal') return sameValue('amount', a, b);
  return as === 'ignoring case' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

function first<A, B>(list: readonly A[], read: (one: A) => B | null): B | null {
  for (const one of list) {
    const found = read(one);
    if (found !== null) return found;
  }
  return null;
}

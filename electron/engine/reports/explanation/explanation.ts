import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { Lineage, Stage, StageKind, StageValue } from '#shared/model/lineage.ts';
import { sevenFieldTitles } from '#shared/model/run.ts';
import type { ToldReplay } from '#shared/model/told-replay.ts';
import { instantText } from '#shared/time.ts';
import { citations, mono, nothing, paragraph, say, type Block, type Citations, type Inline, type ReportDocument, type Section, type Words } from '../document.ts';
import { otherDataByRule, workedThrough } from './replayed-rule.ts';
import { specialCategory } from './special-categories.ts';

export const registers = ['person', 'authority'] as const;
export type Register = (typeof registers)[number];

/**
 * The explanation of one decision: put together from what is recorded, never made up. Each sentence is a recorded value with the record that says
 * so, or says that nothing is recorded. For the person, who asked, decided or reviewed is not
 * named; free text stands as recorded, so a person has to read it through. For the authority names stand as recorded.
 */
export function explanationOf(lineage: Lineage, register: Register, replay: ToldReplay | null = null): ReportDocument {
  const told = teller(lineage, register);
  const sections: readonly Section[] = [
    { id: '1', title: 'What part AI had', blocks: roleOfAi(told) },
    { id: '2', title: 'Which data were used, and how', blocks: dataUsed(told) },
    { id: '3', title: 'The logic that was applied', blocks: [...logicApplied(told), ...workedThrough(told, replay)] },
    { id: '4', title: 'What was decided and done', blocks: outcome(told) },
    { id: '5', title: 'Whether other data would have changed it', blocks: otherData(told, replay) },
    { id: '6', title: 'What people did', blocks: people(told) },
    { id: '7', title: 'How to contest it', blocks: contest(told) },
    { id: '8', title: 'What is not recorded', blocks: notRecorded(lineage) },
    { id: 'E1', title: 'Records this rests on', blocks: [{ kind: 'evidence' }] },
  ];
  const { run } = lineage;
  return {
    title: register === 'person' ? 'How this decision came about' : 'Explanation of an individual decision',
    subtitle: `Run ${run.externalId}`,
    running: `Run ${run.externalId}`,
    mark: 'DRAFT',
    cover: [
      { label: 'Decision', words: say`${mono(run.actionType ?? 'action not recorded')}` },
      { label: 'Begun', words: run.startedAt === null ? say`not recorded` : say`${mono(instantText(run.startedAt))}` },
      { label: 'Written for', words: register === 'person' ? say`the person concerned; who asked, decided or reviewed is not named, free text stands as recorded and is to be read through` : say`an authority; names stand as recorded` },
      { label: 'Put together from', words: say`${lineage.records.length} records of the evidence; nothing in it was written by a model but what is quoted as such` },
    ],
    sections,
    evidence: told.cited.records,
    author: null,
  };
}

export interface Teller {
  readonly lineage: Lineage;
  readonly register: Register;
  readonly cited: Citations;
  stages(kind: StageKind): readonly Stage[];
  /** `label: value [E-n]` of the first stage of the kind that has it; null where none does. */
  pair(kind: StageKind, name: string, label: string, person?: boolean): { readonly label: string; readonly words: Words } | null;
  cite(value: StageValue, about: string): Words;
}

function teller(lineage: Lineage, register: Register): Teller {
  const cited = citations();
  const stages = (kind: StageKind): readonly Stage[] => lineage.stages.filter((stage) => stage.kind === kind && stage.present);
  const cite = (value: StageValue, about: string): Words => {
    const record = lineage.records.find(({ sourceKey, offset, length }) => value.sourceKey === sourceKey && value.offset !== null && value.offset >= offset && value.offset < offset + length);
    if (record === undefined) return [];
    return [{ kind: 'text', text: ' ' }, cited.cite({ source: record.source, sourceKey: record.sourceKey, offset: record.offset, length: record.length, sha256: record.sha256, about })];
  };
  return {
    lineage, register, cited, stages, cite,
    pair(kind, name, label, person = false) {
      const value = stages(kind).map((stage) => stage.values[name]).find((one) => one !== undefined && one.provenance !== 'absent' && one.value !== null && one.value !== '');
      if (value === undefined) return null;
      const shown: Inline = person && register === 'person' ? { kind: 'text', text: 'a person of the organisation, not named here' } : mono(valueText(value));
      return { label, words: say`${shown}${knownWords(value)}${cite(value, `${kind}.${name}`)}` };
    },
  };
}

function valueText({ value, lexeme, provenance }: StageValue): string {
  if (provenance === 'redacted' || provenance === 'hash only') return provenance;
  return typeof value === 'number' && lexeme !== undefined ? lexeme : textOfJson(value);
}

function textOfJson(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function knownWords({ provenance, rule }: StageValue): string {
  return provenance === 'inferred' ? ` (inferred: ${rule ?? 'rule not stated'})` : '';
}

function pairs(rows: readonly (ReturnType<Teller['pair']>)[], otherwise: string): Block {
  const present = rows.filter((row) => row !== null);
  return present.length === 0 ? nothing('nothing recorded', otherwise) : { kind: 'pairs', rows: present };
}

function roleOfAi(told: Teller): readonly Block[] {
  const { pair, lineage } = told;
  const approval: Readonly<Record<Lineage['run']['approvalClass'], string>> = {
    human: 'A decision by a person is recorded.',
    'named rule': 'A named rule is recorded as what allowed it. No decision by a person is recorded.',
    'explicitly none': 'The records state that nobody looked at it before it took effect.',
    'not recorded': 'No approval is recorded: whether a person took part cannot be told from this evidence.',
  };
  return [pairs([pair('model', 'name', 'Model'), pair('model', 'version', 'Model version'), pair('model', 'promptTemplate', 'Prompt'), pair('model', 'promptVersion', 'Prompt version'), pair('trigger', 'kind', 'Set off by')], 'No model is recorded for this run.'), paragraph`${approval[lineage.run.approvalClass]}`];
}

function dataUsed(told: Teller): readonly Block[] {
  const rows = told.stages('source-data').flatMap((stage) => ['features', 'state'].flatMap((group) => inputsOf(told, stage.values[group])));
  const flagged = rows.filter(({ special }) => special !== null).length;
  const category = told.pair('source-data', 'category', 'Category as recorded');
  if (rows.length === 0) return [nothing('nothing recorded', 'Which data the decision rested on, no record lists.'), ...(category === null ? [] : [pairs([category], '')])];
  return [
    {
      kind: 'table', caption: 'Inputs as recorded at the time', columns: [{ title: 'Input', align: 'start', mono: true }, { title: 'Value', align: 'start', mono: true }, { title: 'Record', align: 'start' }, { title: 'To be looked at', align: 'start' }],
      rows: rows.map(({ name, text, cite, special }) => [say`${mono(name)}`, say`${mono(text)}`, cite, special === null ? say`` : say`the name points at: ${special}`]),
      leftOut: 0,
    },
    ...(category === null ? [] : [pairs([category], '')]),
    { kind: 'aside', words: flagged === 0 ? say`No name of an input contains a word of the dictionary of special categories. That does not show that none was used.` : say`${flagged} of ${rows.length} inputs have names that point at a special category of personal data. A person has to look.` },
    { kind: 'aside', words: say`That a value was handed in is recorded. How far the model relied on it no record can show.` },
  ];
}

function inputsOf(told: Teller, value: StageValue | undefined): readonly { readonly name: string; readonly text: string; readonly cite: Words; readonly special: string | null }[] {
  if (value === undefined || !isJsonObject(value.value)) return [];
  return Object.entries(value.value).map(([name, one]) => {
    const withheld = isJsonObject(one) && one['redacted'] !== undefined;
    return { name, text: withheld ? 'redacted before the export' : textOfJson(one), cite: told.cite(value, `input ${name}`), special: specialCategory(name) };
  });
}

function logicApplied(told: Teller): readonly Block[] {
  const { pair, stages } = told;
  const reason = stages('output').map((stage) => stage.values['reasoning']).find((value) => value !== undefined && typeof value.value === 'string' && value.value !== '' && value.provenance === 'recorded');
  return [
    pairs([pair('decision', 'ruleId', 'Rule'), pair('decision', 'ruleVersion', 'Rule version'), pair('decision', 'rationale', 'Reason stated with the decision'), pair('model', 'policyVersion', 'Policy version'), pair('output', 'score', 'Score'), pair('output', 'confidence', 'Confidence stated by the model'), pair('output', 'scale', 'On the scale')], 'Neither a rule nor a score is recorded.'),
    ...(reason === undefined ? [] : [paragraph`The model’s stated reason, which is what it wrote and no account of what moved it:`, { kind: 'quote' as const, text: valueText(reason), from: say`output.reasoning${told.cite(reason, 'the model’s stated reason')}` }]),
  ];
}

function outcome({ pair }: Teller): readonly Block[] {
  return [
    pairs([pair('output', 'value', 'Put forward by the model'), pair('output', 'amount', 'Amount put forward'), pair('execution', 'type', 'Action'), pair('execution', 'amount', 'Amount executed'), pair('execution', 'currency', 'Currency'), pair('execution', 'recordId', 'Record'), pair('execution', 'system', 'In the system'), pair('execution', 'at', 'Executed'), pair('outcome', 'status', 'Outcome'), pair('outcome', 'response', 'Answer of the system'), pair('outcome', 'reportedBy', 'Reported by')], 'Neither an output nor an execution is recorded.'),
  ];
}

function otherData({ stages, cite }: Teller, replay: ToldReplay | null): readonly Block[] {
  const alternatives = stages('output').map((stage) => stage.values['alternatives']).find((value) => value !== undefined && isJsonArray(value.value) && value.value.length > 0);
  const blocks: Block[] = [...otherDataByRule(replay)];
  if (alternatives !== undefined && isJsonArray(alternatives.value)) {
    blocks.push(paragraph`Alternatives that were logged with it; what would have led to one of them is not recorded${cite(alternatives, 'alternatives')}:`, { kind: 'list', items: alternatives.value.map((one) => say`${mono(textOfJson(one))}`) });
  }
  return blocks;
}

function people({ pair, lineage }: Teller): readonly Block[] {
  // What a rule decided is no act of a person.
  const decided = lineage.run.approvalClass === 'human' ? [pair('decision', 'approver', 'Decided by', true), pair('decision', 'role', 'In the role'), pair('decision', 'verdict', 'Decision'), pair('decision', 'at', 'At')] : [];
  return [
    pairs([pair('trigger', 'actor', 'Asked for by', true), ...decided, pair('decision', 'edits', 'What was changed'), pair('decision', 'overrideBy', 'Overridden by', true), pair('decision', 'overrideReason', 'Reason of the override')], 'Nothing a person did is recorded for this decision.'),
  ];
}

function contest({ pair }: Teller): readonly Block[] {
  return [
    pairs([pair('dispute', 'id', 'Dispute'), pair('dispute', 'reason', 'Reason stated'), pair('dispute', 'filedAt', 'Filed'), pair('dispute', 'decidedAt', 'Decided'), pair('dispute', 'decidedBy', 'Decided by', true), pair('dispute', 'outcome', 'Result'), pair('dispute', 'rationale', 'Reason of the result')], 'No dispute about this decision is in this evidence.'),
    { kind: 'note', words: say`To be added by the organisation: whom to write to, by when, and who looks at it again. Which right applies is a candidate, to be confirmed with counsel.` },
  ];
}

function notRecorded({ fields }: Lineage): readonly Block[] {
  const open = fields.filter(({ state }) => state !== 'recorded');
  if (open.length === 0) return [paragraph`All seven fields of the Execute Action Audit Standard are recorded. Completeness of recording cannot be established from a log.`];
  return [{ kind: 'list', items: open.map(({ field, state, missing }) => say`${sevenFieldTitles[field]}: ${state === 'absent' ? 'not recorded' : state === 'part' ? 'recorded in part' : state}${missing.length === 0 ? '' : `; missing: ${missing.join(', ')}`}`) }];
}

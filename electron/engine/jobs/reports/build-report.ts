import { createHash } from 'node:crypto';
import type { Dispute } from '#shared/model/dispute.ts';
import type { Figure, FrozenFigure, RerunFigure } from '#shared/model/figure.ts';
import type { Incident } from '#shared/model/incident.ts';
import type { Lineage } from '#shared/model/lineage.ts';
import type { BuiltReport, EnteredText, ReportRun, ReportSnapshot } from '#shared/model/report.ts';
import { sevenFields, type SevenField } from '#shared/model/run.ts';
import type { FieldTally, SourceRow } from '#shared/model/source.ts';
import { defined } from '#shared/assert.ts';
import { ProblemError } from '#shared/result.ts';
import { instantText } from '#shared/time.ts';
import { canonicalJson } from '../../case/canonical-json.ts';
import { compareFigures, frozen } from '../../figures/compare-figures.ts';
import { dataStamp } from '../../figures/data-stamp.ts';
import { figuresFrozen } from '../../figures/frozen-figures.ts';
import { incidentFigures, type IncidentCount } from '../../figures/incident-figures.ts';
import { fillSheet, type EnteredField } from '../../reports/incident-report/fill-sheet.ts';
import { incidentDocument } from '../../reports/incident-report/incident-document.ts';
import type { ReportFacts } from '../../reports/incident-report/report-facts.ts';
import type { ReportTemplate } from '../../reports/incident-report/templates.ts';
import { pseudonymised, type Pseudonym } from '../../reports/pseudonyms.ts';
import { wordingProblems } from '../../reports/wording.ts';
import { reportRuns } from '../../store/queries/report-runs.ts';
import { runsCount } from '../../store/queries/runs-count.ts';
import { sourcesList } from '../../store/queries/sources.ts';
import { stampedSources } from '../../store/queries/stamped-sources.ts';
import type { SavedTemplate } from '../../case/saved-templates.ts';
import type { CaseBench } from '../case-bench.ts';
import { incidentFacts } from '../incident-facts.ts';
import { recallCurve } from '../recall-recoveries.ts';
import { recallVerdicts } from '../recall-verdicts.ts';
import { fieldSheets } from './field-sheets.ts';
import { templateNamed } from './own-templates.ts';
import { pseudonymsOf } from './people.ts';
import { reportFieldSet, reportSigned, reportTextSet } from './report-acts.ts';
import { disputesOf, populationFacts, populationRuns, populationWhere } from './template-facts.ts';
import { previousReport } from './report-snapshot.ts';

export interface ReportAsked {
  readonly incident: string;
  readonly template: string;
  /** null: the phase after the last one submitted with this template. */
  readonly phase: string | null;
  readonly pseudonymous: boolean;
}

export interface ReportTools {
  readonly resources: string;
  readonly build: string;
  readonly system: string;
  /** Nanoseconds. */
  readonly now: string;
  readonly ownTemplates: readonly SavedTemplate[];
  readonly lineageOf: (id: string) => Promise<Lineage>;
  /** Kept figures, worked out now by the queries they name. */
  readonly rerunFigures: (figures: readonly FrozenFigure[]) => Promise<readonly RerunFigure[]>;
}

export interface BuiltWithPeople extends BuiltReport {
  readonly people: readonly Pseudonym[];
}

const exampleRuns = 3;
/** Pictured with their disputes; all disputes are listed. */
const disputedRuns = 25;

/** Works the whole report out now: figures, forms, sections. Writes nothing. */
export async function buildReport(bench: CaseBench, asked: ReportAsked, tools: ReportTools): Promise<BuiltWithPeople> {
  const template = templateNamed(asked.template, tools.ownTemplates);
  const whole = await incidentFacts(bench, tools.resources, asked.incident, tools.now);
  const offered = fieldSheets(tools.resources);
  // A form of one regime shows that regime's clocks; the others are in the whole report.
  const packs = template.sheets === null || template.sheets.length === 0 ? null : offered.filter(({ sheet }) => template.sheets?.includes(sheet) === true).flatMap((sheet) => sheet.packs);
  const incident = packs === null ? whole : { ...whole, clocks: whole.clocks.filter(({ pack }) => packs.includes(pack)) };
  const previous = previousReport(incident.incident.submissions, template.id);
  const phase = phaseOf(template, asked.phase, previous?.snapshot.phase ?? null);
  const texts = textsOf(bench, asked.incident);
  const where = template.ofPopulation ? populationWhere(texts) : null;
  const runs = where === null ? await reportRuns(bench.store, bench.caseKey, incident.incident.runs) : await populationRuns(bench, where);
  const sources = await sourcesList(bench.store, bench.caseKey);
  const { total } = await runsCount(bench.store, bench.caseKey, '');
  const figures = await figuresOf(bench, runs, sources, where === null ? { incident: asked.incident } : { where }, where === null ? incident.incident.runs : runs.map(({ id }) => id), total, tools.build);
  const population = where === null ? null : await populationFacts(bench, runs, texts);
  const disputes = template.sections.includes('disputes') ? await disputesOf(bench, incident.incident.runs, tools.now) : null;
  const attached = template.sections.includes('5') ? await attachedAnswers(bench, incident.incident, tools) : [];
  const head = bench.case.journal.head;
  const facts: ReportFacts = {
    caseName: bench.case.folder.name, caseId: bench.case.folder.id, build: tools.build, system: tools.system, asOf: tools.now, journal: { entries: bench.case.journal.entries, head: head?.hash ?? '' },
    incident, runs, unsurveyed: runs.filter(({ surveyed }) => !surveyed).length, runsOfCase: total, figures, attached, sources, verdicts: recallVerdicts(bench), completeness: completenessOf(runs), population, disputes, curve: template.sections.includes('8') && incident.incident.harms.length > 0 ? await recallCurve(bench, incident) : null,
    examples: await examplesOf(template.sections.includes('4') ? runs.filter(({ startedAt }) => startedAt !== null).slice(0, exampleRuns).map(({ id }) => id) : (disputes ?? []).flatMap(({ run }) => run ?? []).slice(0, disputedRuns), tools),
    texts, previous, signOff: null, pseudonymous: asked.pseudonymous,
  };
  const place = (of: readonly string[]): number => incident.incident.regimes.findIndex(({ pack }) => of.includes(pack));
  const wanted = offered.filter(({ sheet, packs: of }) => (template.sheets === null ? place(of) >= 0 : template.sheets.includes(sheet)));
  const chosen = wanted.toSorted((a, b) => place(a.packs) - place(b.packs));
  const people = asked.pseudonymous ? pseudonymsOf(bench, peopleOf(runs, disputes ?? [])) : [];
  const filled = chosen.map((sheet) => fillSheet(sheet, template.phases.indexOf(phase), facts, enteredFields(bench, asked.incident, sheet.sheet)));
  const sheets = asked.pseudonymous ? sheetsWith(filled, people) : filled;
  const snapshot: ReportSnapshot = {
    v: 1, template: template.id, phase, asOf: instantText(tools.now), build: tools.build, figures: figures.map(frozen),
    sheets: sheets.map(({ sheet, version, fields }) => ({ sheet, version, fields: fields.map(({ id, name, value, status, because }) => ({ id, name, value, status, basis: because.map((inline) => (inline.kind === 'cite' ? `[E-${inline.n}]` : inline.text)).join('') })) })),
  };
  const reruns = previous === null ? [] : rerun(previous.snapshot, figures);
  // What a sign-off is given for: everything the report states but the instant it was built and the sign-off itself.
  const unsigned = incidentDocument({ ...facts, phase, sheets }, { ...template, own: null }, snapshot, reruns);
  const contentSha256 = contentHash(unsigned.sections.filter(({ id }) => !unsignedSections.has(id)), incident.incident, snapshot, template.own?.text ?? null);
  const signed = bench.acts.of(reportSigned).acts.findLast(({ data }) => data.incident === asked.incident && data.template === template.id && data.phase === phase);
  const signOff = signed === undefined ? null : { name: signed.data.name, role: signed.data.role, reviewed: signed.data.reviewed, by: signed.actor, at: signed.at, seq: signed.seq, holds: signed.data.content === contentSha256 };
  const document = incidentDocument({ ...facts, phase, sheets, signOff }, template, snapshot, reruns);
  const wording = wordingProblems(document);
  return {
    template, phase, document: pseudonymised(document, people), sheets, snapshot, contentSha256, signOff, reruns, wording, pseudonymous: asked.pseudonymous, texts: Object.fromEntries(texts), people,
    before: [
      ...wording.map(({ where, word, instead }) => `Section ${where} says “${word}”: say ${instead}.`),
      ...(phase === template.phases.at(-1) && template.phases.length > 1 ? reruns.filter(({ state }) => state !== 'same').map(({ id, state }) => `The figure ${id} of the last submission is ${state}: a final report states why.`) : []),
      ...attached.flatMap(({ frozenSeq, reruns: of }) => of.filter(({ state }) => state !== 'same').map(({ id, state }) => `The attached figure ${id} of journal entry ${frozenSeq} is ${state}: attach it anew, or state why.`)),
      ...(facts.unsurveyed > 0 ? [`The details of ${facts.unsurveyed} of ${runs.length} runs are not indexed yet: wait for the survey of the case.`] : []),
      ...(population === null && incident.incident.runs.length > 0 && runs.length === 0 ? ['None of the chosen runs is in the index.'] : []),
    ],
  };
}

function phaseOf({ phases }: ReportTemplate, asked: string | null, last: string | null): string {
  const [first = ''] = phases;
  if (asked === null) return last === null ? first : (phases[Math.min(phases.indexOf(last) + 1, phases.length - 1)] ?? first);
  if (!phases.includes(asked)) throw new ProblemError('no-such-phase', `This template has no phase ${JSON.stringify(asked)}.`, `Its phases: ${phases.join(', ')}.`);
  return asked;
}

/** The figures of an incident now, by the same query they were kept under. */
export async function figuresOf(bench: CaseBench, runs: readonly ReportRun[], sources: readonly SourceRow[], of: IncidentCount['of'], chosen: readonly string[], runsOfCase: number, build: string): Promise<readonly Figure[]> {
  const doubts = sources.flatMap(({ name, rejected, read, incomplete }) => [...(rejected > 0 ? [`${rejected} of ${read} records of ${name} could not be read`] : []), ...((incomplete ?? []).some(({ sure }) => sure !== 'possible') ? [`${name} may hold less than was recorded`] : [])]);
  const data = dataStamp(await stampedSources(bench.store, bench.caseKey), build, [[...chosen].toSorted()]);
  return incidentFigures(runs, { of, runsOfCase, missing: chosen.length - runs.length, doubts, data });
}

export function rerun(snapshot: ReportSnapshot, figures: readonly Figure[]): readonly RerunFigure[] {
  return compareFigures(snapshot.figures, figures, null);
}

async function attachedAnswers(bench: CaseBench, { figures: attached }: Incident, { rerunFigures }: ReportTools): Promise<ReportFacts['attached']> {
  const kept = new Map(bench.acts.of(figuresFrozen).acts.map((act) => [act.seq, act]));
  const answers: ReportFacts['attached'][number][] = [];
  for (const { title, frozenSeq } of attached) {
    const act = kept.get(frozenSeq);
    if (act !== undefined) answers.push({ title, frozenSeq, at: act.at, figures: act.data.figures, reruns: await rerunFigures(act.data.figures) });
  }
  return answers;
}

async function examplesOf(runs: readonly string[], { lineageOf }: ReportTools): Promise<readonly Lineage[]> {
  const found: Lineage[] = [];
  for (const id of new Set(runs)) found.push(await lineageOf(id));
  return found;
}

function completenessOf(runs: readonly ReportRun[]): Readonly<Record<SevenField, FieldTally>> {
  const tally = (index: number): FieldTally => {
    const count = (letter: string): number => runs.filter(({ fields }) => fields[index] === letter).length;
    return { recorded: count('r'), part: count('p'), inferred: count('i'), hashOnly: count('h'), absent: count('a') };
  };
  const [trigger, model, output, action, approval, context, outcome] = sevenFields.map((_field, index) => tally(index));
  const at = (one: FieldTally | undefined): FieldTally => defined(one, 'one tally a field');
  return { trigger: at(trigger), model: at(model), output: at(output), action: at(action), approval: at(approval), context: at(context), outcome: at(outcome) };
}

function textsOf(bench: CaseBench, incident: string): ReadonlyMap<string, EnteredText> {
  const texts = new Map<string, EnteredText>();
  for (const { data, actor, at, seq } of bench.acts.of(reportTextSet).acts) {
    if (data.incident !== incident) continue;
    if (data.text.trim() === '') texts.delete(data.section);
    else texts.set(data.section, { text: data.text, by: actor, at, seq });
  }
  return texts;
}

function enteredFields(bench: CaseBench, incident: string, sheet: string): ReadonlyMap<string, EnteredField> {
  const fields = new Map<string, EnteredField>();
  for (const { data, actor, at, seq } of bench.acts.of(reportFieldSet).acts) {
    if (data.incident !== incident || data.sheet !== sheet) continue;
    if (data.status === 'as proposed') fields.delete(data.field);
    else fields.set(data.field, { value: data.value, status: data.status, reason: data.reason, by: actor, at, seq });
  }
  return fields;
}

/** Whom the records name: subjects and approvers, in the order of the runs, and the people of disputes. */
function peopleOf(runs: readonly ReportRun[], disputes: readonly Dispute[]): readonly string[] {
  const named = [...runs.flatMap(({ subject, approver }) => [subject, approver]), ...disputes.flatMap(({ subject, filedBy, decidedBy, escalatedTo }) => [subject, filedBy, decidedBy, escalatedTo])];
  return [...new Set(named.flatMap((name) => (name === null || name === '' ? [] : [name])))];
}

function sheetsWith(sheets: BuiltReport['sheets'], people: readonly Pseudonym[]): BuiltReport['sheets'] {
  const holder = pseudonymised({ title: '', subtitle: '', running: '', mark: '', cover: [], evidence: [], author: null, sections: [{ id: '', title: '', blocks: sheets.map((sheet) => ({ kind: 'fields' as const, sheet: sheet.sheet, title: '', rows: sheet.fields })) }] }, people);
  const blocks = holder.sections[0]?.blocks ?? [];
  return sheets.map((sheet, index) => {
    const block = blocks[index];
    const rows = block?.kind === 'fields' ? block.rows : sheet.fields;
    return { ...sheet, fields: sheet.fields.map((field, at) => ({ ...field, value: rows[at]?.value ?? null, because: rows[at]?.because ?? [] })) };
  });
}

/** The clock sheet and the journal's length move with time alone, and the sign-off cannot cover itself; what they are read from is covered. */
const unsignedSections: ReadonlySet<string> = new Set(['2', '13', 'E6']);

function contentHash(sections: readonly object[], incident: Incident, { figures, sheets, template, phase }: ReportSnapshot, ownText: string | null): string {
  const text = canonicalJson(JSON.parse(JSON.stringify({ template, phase, sections, incident, sheets, figures, ...(ownText === null ? {} : { ownText }) })));
  return createHash('sha256').update(text).digest('hex');
}

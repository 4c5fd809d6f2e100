import type { AwarenessKind } from '#shared/model/clock.ts';
import type { Figure } from '#shared/model/figure.ts';
import { basisText } from '#shared/model/figure-text.ts';
import { instantText } from '#shared/time.ts';
import { say, type Words } from '../document.ts';
import type { ReportFacts } from './report-facts.ts';
import { countsBy, dayHourMinute, durationWords, figureValue, runsWords } from './words.ts';

/** What the case says to a field. `value` null: it says nothing, and `because` says why. */
export interface AutoValue {
  readonly value: string | null;
  readonly because: Words;
}

/** By the name a field sheet's `from` uses. A test holds that every sheet names only these. */
export const autoValues: Readonly<Record<string, (facts: ReportFacts, phase: string) => AutoValue>> = {
  'case-id': ({ incident, caseId }) => told(incident.incident.id, say`id of the incident in case ${caseId}`),
  'submission-type': ({ previous }, phase) => told(phase, previous === null ? say`no earlier submission is recorded` : say`follows the submission of journal entry ${previous.submissionSeq}`),
  'what-happened': ({ incident: { incident } }) => (incident.summary === '' ? nothingEntered('no summary of the incident is entered') : told(incident.summary, say`entered by the analyst, journal`)),
  'how-found': ({ incident: { incident } }) => {
    const first = standing(incident.awareness)[0];
    return first === undefined ? nothingEntered('the awareness log is empty') : told(`${first.kind} by ${first.who === '' ? 'a person not named' : first.who}: ${first.reason}`, say`first standing entry of the awareness log, journal ${first.seq}`);
  },
  'became-aware': (facts) => awareness(facts, ['reasonable certainty', 'breach discovered', 'incident determined', 'processor told us']),
  'classified-major': (facts) => awareness(facts, ['classified major']),
  'determined-material': (facts) => awareness(facts, ['determined material']),
  recovered: (facts) => awareness(facts, ['activities recovered']),
  resolved: (facts) => awareness(facts, ['incident handled']),
  'awareness-log': ({ incident: { incident } }) => {
    const entries = standing(incident.awareness);
    return entries.length === 0 ? nothingEntered('the awareness log is empty') : told(entries.map(({ kind, at, who, reason }) => `${instantText(at.ns)}: ${kind}${who === '' ? '' : ` (${who})`}: ${reason}`).join('\n'), say`${entries.length} standing entries of the awareness log`);
  },
  'first-execution': ({ incident: { firstExecutionAt } }) => (firstExecutionAt === null ? unknownFrom('no run of the incident has a recorded execution time') : told(instantText(firstExecutionAt), say`first recorded execution among the runs of the incident`)),
  period: ({ incident: { firstExecutionAt, lastExecutionAt, incident } }) => {
    if (firstExecutionAt === null || lastExecutionAt === null) return unknownFrom('no run of the incident has a recorded execution time');
    const length = durationWords((BigInt(lastExecutionAt) - BigInt(firstExecutionAt)).toString());
    return told(`${instantText(firstExecutionAt)} to ${instantText(lastExecutionAt)} (${length})${incident.status === 'open' ? '; the incident is open: whether it is ongoing is for a person to say' : ''}`, say`first and last recorded execution of its runs`);
  },
  duration: ({ incident: { firstExecutionAt, incident } }) => {
    const end = standing(incident.awareness).find(({ kind }) => kind === 'incident handled' || kind === 'activities recovered');
    if (firstExecutionAt === null) return unknownFrom('no run of the incident has a recorded execution time');
    return end === undefined ? nothingEntered('no entry “incident handled” or “activities recovered” is in the awareness log') : told(dayHourMinute((BigInt(end.at.ns) - BigInt(firstExecutionAt)).toString()), say`from the first recorded execution to journal entry ${end.seq}`);
  },
  'duration-basis': ({ incident: { incident } }) => (standing(incident.awareness).some(({ kind }) => kind === 'incident handled') ? told('actual figures', say`start and end are recorded`) : nothingEntered('the end is not recorded')),
  delay: ({ incident: { clocks } }) => {
    const late = clocks.filter(({ state }) => state.name === 'late');
    if (late.length === 0) return nothingEntered('no strict deadline has passed');
    return { value: late.flatMap(({ state }) => (state.name === 'late' && state.reasons !== '' ? [state.reasons] : [])).join('\n') || null, because: say`the strict deadline of ${late.map(({ article }) => article).join(', ')} has passed: reasons are asked for` };
  },
  subjects: (facts) => figures(facts, (id) => id.startsWith('subjects:'), 'no run of the incident names a subject'),
  records: (facts) => figures(facts, (id) => id === 'records', 'no run of the incident names the record it wrote to'),
  transactions: (facts) => figures(facts, (id) => id === 'executed', 'no run is counted'),
  'transaction-value': (facts) => figures(facts, (id) => id.startsWith('money:'), 'no amount is recorded'),
  'actual-or-estimate': ({ figures: all }) => {
    const of = all.filter(({ id }) => id.startsWith('subjects:') || id.startsWith('money:') || id === 'executed');
    const known = of.filter(({ basis }) => basis !== 'unknown');
    return known.length === 0 ? unknownFrom('no figure is known: a person must estimate') : told(known.every(({ basis }) => basis === 'exact') ? 'actual figures for clients affected, transactions and their value' : 'estimates: not every one of these figures is exact', say`from the basis of ${known.length} figures`);
  },
  'subject-categories': ({ figures: all }) => {
    const kinds = all.flatMap(({ id }) => (id.startsWith('subjects:') ? [id.slice('subjects:'.length)] : []));
    return kinds.length === 0 ? unknownFrom('no run of the incident names a subject') : told(kinds.join(', '), say`kinds of the subjects that the records name`);
  },
  currency: ({ figures: all }) => {
    const codes = all.flatMap(({ id }) => (id.startsWith('money:') ? [id.slice('money:'.length)] : []));
    return codes.length === 0 ? unknownFrom('no amount is recorded') : told(codes.join(', '), say`currencies as recorded; nothing is converted`);
  },
  cia: ({ runs }) => {
    const writes = runs.filter(({ executedAt }) => executedAt !== null).length;
    return writes === 0 ? unknownFrom('no executed action is recorded') : told('integrity', say`${runsWords(writes)} executed an action that changed a record or paid; whether confidentiality or availability is touched is for a person to say`);
  },
  approvers: ({ runs }) => {
    const names = [...new Set(runs.flatMap(({ approver }) => approver ?? []))];
    return names.length === 0 ? unknownFrom('no approver is named in the records') : told(names.join(', '), say`approvers named in the records of ${runsWords(runs.filter(({ approver }) => approver !== null).length)}; their training is not in the evidence`);
  },
  protection: ({ runs }) => told(countsBy(runs, ({ approvalClass, ruleId }) => `approval ${approvalClass}${ruleId === null ? '' : `, rule ${ruleId}`}`).map(([what, count]) => `${what}: ${runsWords(count)}`).join('; '), say`approval classes and rules as recorded, of ${runsWords(runs.length)}`),
  oversight: ({ runs }) => told(countsBy(runs, ({ approvalClass }) => approvalClass).map(([what, count]) => `${what}: ${count} of ${runsWords(runs.length)}`).join('; '), say`approval class of each run; “not recorded” says that no record shows one`),
  'consequence-facts': (facts) => impact(facts),
  'impact-facts': (facts) => impact(facts),
  'financial-interest': (facts) => figures(facts, (id) => id.startsWith('money:'), 'no amount is recorded'),
  measures: ({ incident: { incident } }) => measures(incident.measures.map(({ kind, text, state, owner }) => `${kind} (${state}${owner === '' ? '' : `, ${owner}`}): ${text}`)),
  'measures-temporary': ({ incident: { incident } }) => {
    const done = incident.measures.filter(({ kind }) => kind === 'containment');
    return done.length === 0 ? nothingEntered('no containment measure is entered') : told('yes', say`${done.length} containment measures are entered`);
  },
  told: ({ incident: { incident } }) => {
    const entry = standing(incident.awareness).find(({ kind }) => kind === 'subjects notified');
    return entry === undefined ? nothingEntered('no entry “subjects notified” is in the awareness log') : told(`${instantText(entry.at.ns)}: ${entry.reason}`, say`awareness log, journal ${entry.seq}`);
  },
  countries: ({ runs }) => {
    const named = runs.filter(({ country }) => country !== null);
    return named.length === 0 ? unknownFrom('no run of the incident records a country') : told(countsBy(named, ({ country }) => country ?? '').map(([country, count]) => `${country}: ${runsWords(count)}`).join('; '), say`country recorded in ${named.length} of ${runsWords(runs.length)}`);
  },
  register: ({ incident: { incident } }) => told(`${incident.id}, entered ${incident.created.at}`, say`the reasoned decision is for a person to add`),
  pseudonymous: ({ pseudonymous }) => told(pseudonymous ? 'yes' : 'no: a person switched it off', say`names and ids of people in records are replaced in this export`),
  'system-identity': ({ runs }) => {
    const versions = countsBy(runs, ({ model, modelVersion, promptTemplate, promptVersion, environment }) => `${model ?? 'model not recorded'} ${modelVersion ?? '(version not recorded)'}, prompt ${promptTemplate ?? 'not recorded'} ${promptVersion ?? '(version not recorded)'}, environment ${environment ?? 'not recorded'}`);
    return versions.length === 0 ? unknownFrom('the incident has no runs') : told(versions.map(([version, count]) => `${version}: ${runsWords(count)}`).join('\n'), say`as the records name them, of ${runsWords(runs.length)}`);
  },
  'third-party': ({ runs }) => {
    const models = [...new Set(runs.flatMap(({ model }) => model ?? []))];
    return models.length === 0 ? unknownFrom('no model is named in the records') : told(null, say`models named in the records: ${models.join(', ')}; who provides them is for a person to say`);
  },
  'chain-of-events': ({ incident: { incident } }) => {
    const lines = incident.timeline.map(({ recordedAt, asserted, title, kind }) => `${timeOf(recordedAt ?? asserted?.at.ns ?? null)}: ${title} (${kind})`);
    return lines.length === 0 ? nothingEntered('the curated timeline is empty') : told(lines.join('\n'), say`${lines.length} lines of the curated timeline`);
  },
  'action-types': ({ runs }) => told(countsBy(runs, ({ actionType }) => actionType ?? 'not recorded').map(([action, count]) => `${action}: ${runsWords(count)}`).join('; '), say`action types as recorded; the terms of the glossary are for a person to choose`),
  'logs-available': ({ sources }) => told(sources.map(({ name, read, accepted, rejected, duplicate }) => `${name}: ${read} records read, ${accepted} accepted, ${rejected} rejected, ${duplicate} duplicate`).join('\n'), say`${sources.length} sources of the case`),
  'missing-fields': () => ({ value: null, because: say`see the states of the fields above` }),
  'breach-dates': (facts) => {
    const [period, aware] = [autoValues['period']?.(facts, '')?.value ?? null, autoValues['became-aware']?.(facts, '')?.value ?? null];
    return period === null && aware === null ? unknownFrom('neither execution times nor an awareness entry') : told(`breach: ${period ?? 'not known'}; discovery: ${aware ?? 'not known'}`, say`recorded executions; awareness log`);
  },
  'authority-reference': ({ incident: { incident } }) => {
    const found = incident.submissions.findLast(({ reference }) => reference !== '');
    return found === undefined ? nothingEntered('no submission with an authority’s reference is recorded') : told(found.reference, say`submission, journal ${found.seq}`);
  },
  'other-authorities': ({ incident: { incident } }) => {
    const clocks = [...new Set(incident.submissions.map(({ clock }) => clock))];
    return clocks.length === 0 ? nothingEntered('no submission is recorded; “none” is a statement by a person') : told(clocks.join(', '), say`submissions recorded in this case`);
  },
  'recovery-costs': ({ incident: { compensations } }) => {
    const of = compensations.totals.filter(({ withoutHarm, rows }) => rows > withoutHarm);
    return of.length === 0 ? nothingEntered('no harm in money is stated') : told(of.map(({ currency, harm, residual }) => `${harm} ${currency ?? '(currency not recorded)'} stated, ${residual} of it open`).join('; '), say`customer redress part only: harm as stated by a person, less confirmed compensation`);
  },
};

function timeOf(ns: string | null): string {
  return ns === null ? 'time not recorded' : instantText(ns);
}

function told(value: string | null, because: Words): AutoValue {
  return { value, because };
}

function nothingEntered(why: string): AutoValue {
  return { value: null, because: say`nothing entered: ${why}` };
}

function unknownFrom(why: string): AutoValue {
  return { value: null, because: say`not known from this evidence: ${why}` };
}

function standing(entries: ReportFacts['incident']['incident']['awareness']) {
  return entries.filter(({ supersededBy }) => supersededBy === null).toSorted((a, b) => (BigInt(a.at.ns) < BigInt(b.at.ns) ? -1 : 1));
}

function awareness({ incident: { incident } }: ReportFacts, kinds: readonly AwarenessKind[]): AutoValue {
  const entry = standing(incident.awareness).find(({ kind }) => kinds.includes(kind));
  return entry === undefined ? nothingEntered(`the awareness log has no standing entry “${kinds.join('” or “')}”`) : told(instantText(entry.at.ns), say`${entry.kind}${entry.who === '' ? '' : `, ${entry.who}`}; awareness log, journal ${entry.seq}`);
}

function figures({ figures: all }: ReportFacts, of: (id: string) => boolean, none: string): AutoValue {
  const found = all.filter((figure: Figure) => of(figure.id));
  const known = found.filter(({ value }) => value !== null);
  if (known.length === 0) return unknownFrom(found.flatMap(({ why }) => why).join('; ') || none);
  return told(known.map((figure) => `${found.length > 1 ? `${figure.unit}: ` : ''}${figureValue(figure)}`).join('; '), say`${known.map((figure) => `${figure.title}: ${basisText(figure)}${figure.why.length === 0 ? '' : `, ${figure.why.join('; ')}`}`).join('. ')}`);
}

function impact(facts: ReportFacts): AutoValue {
  const parts = ['transactions', 'subjects', 'transaction-value'].flatMap((key) => {
    const found = autoValues[key]?.(facts, '');
    return found === undefined || found.value === null ? [] : [`${key === 'transactions' ? 'executed actions' : key === 'subjects' ? 'people or accounts named' : 'amounts executed'}: ${found.value}`];
  });
  const { states } = facts.incident.compensations;
  const rows = facts.incident.compensations.rows.length;
  if (rows > 0) parts.push(`compensations: ${states.done} done, ${states.open} open, ${states['in progress']} in progress, ${states.failed} failed, ${states['not possible']} not possible, of ${rows}`);
  return parts.length === 0 ? unknownFrom('no figure is known') : told(null, say`facts beside it: ${parts.join('. ')}. The judgement is for a person`);
}

function measures(lines: readonly string[]): AutoValue {
  return lines.length === 0 ? nothingEntered('no measure is entered') : told(lines.join('\n'), say`${lines.length} measures of the incident`);
}

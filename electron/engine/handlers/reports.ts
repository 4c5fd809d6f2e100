import { requests } from '#shared/ipc/contract.ts';
import type { BuiltReport, ReportTemplateInfo } from '#shared/model/report.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { incidentQuery } from '../figures/incident-figures.ts';
import { figuresOf, rerun, type BuiltWithPeople } from '../jobs/reports/build-report.ts';
import { templateFromFile, templatesOf } from '../jobs/reports/own-templates.ts';
import { reportFieldSet, reportMade, reportSigned, reportTextSet } from '../jobs/reports/report-acts.ts';
import { snapshotSchema } from '../jobs/reports/report-snapshot.ts';
import { noteReport, writePeopleKey, writeReport } from '../jobs/reports/write-report.ts';
import { incidentNamed } from '../jobs/incident-facts.ts';
import { templateFields } from '../reports/own-template/template-fields.ts';
import { documentHtml } from '../reports/to-html.ts';
import { reportTemplates } from '../reports/incident-report/templates.ts';
import { reportRuns } from '../store/queries/report-runs.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { sourcesList } from '../store/queries/sources.ts';
import { builtReport } from './built-report.ts';
import { rerunFigures } from './figure-queries.ts';
import { handler, type Handler } from './handler.ts';
import type { Session } from './session.ts';

export const reportHandlers: readonly Handler[] = [
  handler('report.templates', requests['report.templates'], async (session) => templatesOf(session.templates.list()).map(infoOf)),
  handler('report.templateFields', requests['report.templateFields'], async () => templateFields()),
  handler('report.saveTemplate', requests['report.saveTemplate'], async (session, { pathId }) => {
    const template = templateFromFile(pathId);
    session.templates.save(template);
    return { id: `own:${template.name}` };
  }),
  handler('report.removeTemplate', requests['report.removeTemplate'], async (session, { id }) => {
    if (session.templates.list().every(({ name }) => `own:${name}` !== id)) throw new ProblemError('no-such-template', `There is no own template ${JSON.stringify(id)}.`);
    session.templates.remove(id.slice('own:'.length));
    return null;
  }),
  handler('report.build', requests['report.build'], async (session, asked) => shown(await builtReport(session, asked))),
  handler('report.page', requests['report.page'], async (session, asked) => {
    const { document } = await builtReport(session, asked);
    return { html: documentHtml(document), title: document.title };
  }),
  handler('report.write', requests['report.write'], async (session, { pathId, format, ...asked }) => writeReport(session.bench(), asked.incident, await builtReport(session, asked), format, pathId)),
  handler('report.writeKey', requests['report.writeKey'], async (session, { pathId, ...asked }) => writePeopleKey(await builtReport(session, { ...asked, pseudonymous: true }), pathId)),
  handler('report.note', requests['report.note'], async (session, { pathId, ...asked }) => noteReport(session.bench(), asked.incident, await builtReport(session, asked), 'pdf', pathId)),
  handler('report.setField', requests['report.setField'], async (session, data) => {
    if (data.status === 'not applicable' && data.reason.trim() === '') throw new ProblemError('reason-missing', 'A field is not applicable only for a reason.', 'State the reason; an empty field stays “unknown yet”.');
    known(session, data.incident);
    return { seq: orThrow(session.bench().acts.record(reportFieldSet, data)).seq };
  }),
  handler('report.setText', requests['report.setText'], async (session, data) => {
    known(session, data.incident);
    const sections = [...new Set(reportTemplates.flatMap(({ texts }) => texts.map(({ section }) => section)))];
    if (!sections.includes(data.section)) throw new ProblemError('no-such-section', `No report has a section ${JSON.stringify(data.section)} that a person writes.`, `Known: ${sections.join(', ')}.`);
    return { seq: orThrow(session.bench().acts.record(reportTextSet, data)).seq };
  }),
  handler('report.sign', requests['report.sign'], async (session, { content, name, role, reviewed, ...asked }) => {
    const report = await builtReport(session, asked);
    if (report.contentSha256 !== content) throw new ProblemError('report-changed', 'The report has changed since it was shown.', 'Read it again, then sign.');
    const [first] = report.before;
    if (first !== undefined) throw new ProblemError('not-ready', first, `${report.before.length} things stand against signing; the report lists them.`);
    return { seq: orThrow(session.bench().acts.record(reportSigned, { incident: asked.incident, template: report.template.id, phase: report.phase, content, name, role, reviewed })).seq };
  }),
  handler('report.rerun', requests['report.rerun'], async (session, { incident, snapshot }) => rerunSnapshot(session, incident, snapshot)),
  handler('report.made', requests['report.made'], async (session, { incident }) =>
    session.bench().acts.of(reportMade).acts.filter(({ data }) => data.incident === incident).map(({ seq, at, data: { incident: _incident, people: _people, ...made } }) => ({ seq, at, ...made })).toReversed(),
  ),
];

/** Names behind the pseudonyms go into a key file on purpose, and nowhere else. */
function shown({ people: _people, template, ...report }: BuiltWithPeople): BuiltReport {
  return { ...report, template: infoOf(template) };
}

function infoOf({ id, title, about, phases, sheets, texts }: ReportTemplateInfo): ReportTemplateInfo {
  return { id, title, about, phases, sheets, texts };
}

function known(session: Session, incident: string): void {
  incidentNamed(session.bench(), incident);
}

/** Untrusted: a snapshot from a file. Its incident is named in its own figures unless the caller names one. */
async function rerunSnapshot(session: Session, named: string | null, text: string) {
  const bench = session.settledBench();
  const read = snapshotSchema.safeParse(parsed(text));
  if (!read.success) throw new ProblemError('snapshot-unreadable', 'This is no report snapshot this build can read.', 'Take the JSON that report --format json wrote, or the snapshot of a submission.');
  const others = read.data.figures.filter(({ query }) => query !== incidentQuery);
  const rerunOthers = await rerunFigures(bench, session.options.version, others);
  if (others.length === read.data.figures.length) return rerunOthers;
  const of = named ?? read.data.figures.find(({ query }) => query === incidentQuery)?.parameters['incident'];
  if (typeof of !== 'string') throw new ProblemError('snapshot-unreadable', 'The snapshot names no incident.');
  const { incident } = incidentNamed(bench, of);
  const runs = await reportRuns(bench.store, bench.caseKey, incident.runs);
  const { total } = await runsCount(bench.store, bench.caseKey, '');
  return [...rerun({ ...read.data, figures: read.data.figures.filter(({ query }) => query === incidentQuery) }, await figuresOf(bench, runs, await sourcesList(bench.store, bench.caseKey), { incident: of }, incident.runs, total, session.options.version)), ...rerunOthers];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

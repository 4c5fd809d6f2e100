import { arch, platform, release } from 'node:os';
import { buildReport, type BuiltWithPeople, type ReportAsked } from '../jobs/reports/build-report.ts';
import { rerunFigures } from './figure-queries.ts';
import { lineageOf } from './run-lineage.ts';
import type { Session } from './session.ts';

/** The report as the case stands now. */
export function builtReport(session: Session, asked: ReportAsked): Promise<BuiltWithPeople> {
  const bench = session.settledBench();
  const { resources, version } = session.options;
  return buildReport(bench, asked, { resources, build: version, system: `${platform()} ${arch()} ${release()}, Node ${process.versions.node}`, now: session.now().toString(), ownTemplates: session.templates.list(), lineageOf: (id) => lineageOf(bench, id), rerunFigures: (figures) => rerunFigures(bench, version, figures) });
}

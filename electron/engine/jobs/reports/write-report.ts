import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { orThrow, ProblemError } from '#shared/result.ts';
import { storedZip } from '../../bags/stored-zip.ts';
import { reportCsv, reportJson } from '../../reports/to-data.ts';
import { documentDocx } from '../../reports/to-docx.ts';
import { documentHtml } from '../../reports/to-html.ts';
import { documentMarkdown } from '../../reports/to-markdown.ts';
import { reportXlsx } from '../../reports/to-xlsx.ts';
import type { CaseBench } from '../case-bench.ts';
import type { BuiltWithPeople } from './build-report.ts';
import { peoplePrints } from './people.ts';
import { reportMade } from './report-acts.ts';

export const writtenFormats = ['html', 'markdown', 'docx', 'csv', 'xlsx', 'json'] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

export interface WrittenReport {
  readonly sha256: string;
  readonly bytes: number;
  readonly seq: number;
}

export async function reportBytes(report: BuiltWithPeople, format: WrittenFormat): Promise<Buffer> {
  const { document } = report;
  switch (format) {
    case 'html':
      return Buffer.from(documentHtml(document));
    case 'markdown':
      return Buffer.from(documentMarkdown(document));
    case 'docx':
      return storedZip(documentDocx(document).map(({ path, text }) => ({ path, bytes: Buffer.from(text) })));
    case 'csv':
      return Buffer.from(reportCsv(report));
    case 'xlsx':
      return storedZip(reportXlsx(report).map(({ path, text }) => ({ path, bytes: Buffer.from(text) })));
    case 'json':
      return Buffer.from(reportJson(report, document.evidence));
  }
}

/** Writes a new file and notes it in the journal. An existing file is never overwritten. */
export async function writeReport(bench: CaseBench, incident: string, report: BuiltWithPeople, format: WrittenFormat, path: string): Promise<WrittenReport> {
  const bytes = await reportBytes(report, format);
  writeNew(path, bytes);
  return noteReport(bench, incident, report, format, path, bytes);
}

/** Notes a file a shell made of the report's page: the PDF. It is read back here, so the journal has the hash of what lies there. */
export function noteReport(bench: CaseBench, incident: string, report: BuiltWithPeople, format: WrittenFormat | 'pdf', path: string, bytes: Buffer = readFileSync(path)): WrittenReport {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const people = report.pseudonymous ? peoplePrints(bench, report.people.map(({ recorded }) => recorded)) : [];
  const noted = orThrow(bench.acts.record(reportMade, { incident, template: report.template.id, phase: report.phase, format, file: basename(path), sha256, bytes: bytes.length, content: report.contentSha256, pseudonymous: report.pseudonymous, people: [...people] }));
  return { sha256, bytes: bytes.length, seq: noted.seq };
}

/** Who stands behind which pseudonym: a file of its own, written only when asked for. */
export function writePeopleKey({ people, document }: BuiltWithPeople, path: string): { readonly sha256: string; readonly bytes: number } {
  const bytes = Buffer.from(`${JSON.stringify({ of: document.title, note: 'Keep apart from the report. Whoever has both can name the people.', people }, null, 1)}\n`);
  writeNew(path, bytes);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

function writeNew(path: string, bytes: Buffer): void {
  if (existsSync(path)) throw new ProblemError('file-exists', `There is something at ${path} already; it was not overwritten.`, 'Choose another name.');
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new ProblemError('not-written', `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`, 'Choose another place.');
  }
}

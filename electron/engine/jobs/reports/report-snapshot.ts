import { z } from 'zod';
import type { Submission } from '#shared/model/clock.ts';
import { figureBases } from '#shared/model/figure.ts';
import type { ReportSnapshot } from '#shared/model/report.ts';
import { instantText } from '#shared/time.ts';
import type { PreviousReport } from '../../reports/incident-report/report-facts.ts';

const figure = z.strictObject({
  id: z.string(), title: z.string(), value: z.string().nullable(), upper: z.string().nullable(), unit: z.string(), basis: z.enum(figureBases), denominator: z.strictObject({ value: z.string(), of: z.string() }).nullable(), why: z.array(z.string()),
  query: z.string(), parameters: z.record(z.string(), z.json()), data: z.strictObject({ hash: z.string(), sources: z.string(), reading: z.string(), acts: z.string() }),
});

/** Untrusted: a snapshot kept in a journal or a file, perhaps by another build. */
export const snapshotSchema: z.ZodType<ReportSnapshot> = z.strictObject({
  v: z.literal(1), template: z.string(), phase: z.string(), asOf: z.string(), build: z.string(),
  sheets: z.array(z.strictObject({ sheet: z.string(), version: z.string(), fields: z.array(z.strictObject({ id: z.string(), name: z.string(), value: z.string().nullable(), status: z.string(), basis: z.string() })) })),
  figures: z.array(figure),
});

/** The last submission that froze a report of this template; one this build cannot read is passed over, and the submission list still shows it. */
export function previousReport(submissions: readonly Submission[], template: string): PreviousReport | null {
  for (const { seq, at, report } of submissions.toReversed()) {
    if (report === null || report.template !== template) continue;
    const read = snapshotSchema.safeParse(parsed(report.snapshot));
    if (read.success) return { snapshot: read.data, submissionSeq: seq, at: instantText(at.ns), fileName: report.fileName, sha256: report.sha256 };
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

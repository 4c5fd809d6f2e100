import { z } from 'zod';
import { fieldStatuses } from '../../model/document.ts';
import { nothing, pathId } from './parts.ts';

const asked = {
  incident: z.string().max(40),
  template: z.string().max(60),
  /** null: the phase after the last one submitted. */
  phase: z.string().max(60).nullable(),
  pseudonymous: z.boolean(),
};
export const reportFormats = ['pdf', 'html', 'markdown', 'docx', 'csv', 'xlsx', 'json'] as const;

export const reportRequests = {
  'report.templates': nothing,
  /** Names that an own template may use. */
  'report.templateFields': nothing,
  /** A Markdown file with named fields, kept for every case of this installation. */
  'report.saveTemplate': z.strictObject({ pathId }),
  'report.removeTemplate': z.strictObject({ id: z.string().max(60) }),
  'report.build': z.strictObject(asked),
  /** The page a shell prints; its PDF is then noted with `report.note`. */
  'report.page': z.strictObject(asked),
  'report.write': z.strictObject({ pathId, ...asked, format: z.enum(['html', 'markdown', 'docx', 'csv', 'xlsx', 'json']) }),
  'report.writeKey': z.strictObject({ pathId, ...asked }),
  'report.note': z.strictObject({ pathId, ...asked }),
  /** Asks where to write it; null where the person cancelled. */
  'report.exportDialog': z.strictObject({ suggestedName: z.string().max(200), ...asked, format: z.enum([...reportFormats, 'people key']) }),
  'report.setField': z.strictObject({ incident: asked.incident, sheet: z.string().max(60), field: z.string().max(60), status: z.enum([...fieldStatuses, 'as proposed']), value: z.string().max(20_000).nullable(), reason: z.string().max(2000) }),
  'report.setText': z.strictObject({ incident: asked.incident, section: z.string().max(40), text: z.string().max(50_000) }),
  'report.sign': z.strictObject({ ...asked, content: z.string().max(64), name: z.string().min(1).max(300), role: z.string().min(1).max(300), reviewed: z.string().min(1).max(5000) }),
  /** Figures a report file or a submission kept, worked out again now. */
  'report.rerun': z.strictObject({ incident: asked.incident.nullable(), snapshot: z.string().max(20_000_000) }),
  'report.made': z.strictObject({ incident: asked.incident }),
} as const;

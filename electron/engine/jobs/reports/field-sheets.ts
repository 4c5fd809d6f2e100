import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { candidateStatus } from '#shared/model/clock.ts';
import { fillClasses } from '#shared/model/document.ts';
import type { FieldSheet } from '../../reports/incident-report/field-sheet.ts';

const field = z.strictObject({
  id: z.string().min(1).max(60), name: z.string().min(1).max(500), asked: z.string().max(300), fill: z.enum(fillClasses), from: z.string().max(60).nullable(), mandatory: z.array(z.enum(['mandatory', 'conditional', 'not asked'])).min(1).max(5),
  format: z.enum(['text', 'choice', 'instant', 'count', 'money', 'percentage', 'duration', 'yes or no']), choices: z.array(z.string().max(500)).max(100), limit: z.number().int().nullable(), note: z.string().max(1000), condition: z.string().max(1000),
});
const fieldSheet: z.ZodType<FieldSheet> = z
  .strictObject({
    sheet: z.string().max(60), version: z.string().regex(/^\d{4}\.\d{2}\.\d+$/), status: z.literal(candidateStatus), regime: z.string().max(60), title: z.string().max(200), packs: z.array(z.string().max(60)), phases: z.array(z.string().max(60)).min(1).max(5),
    source: z.string().max(500), readOn: z.string().regex(/^\d{4}-\d\d-\d\d$/), mark: z.enum(['T', 'S', 'M', 'C']), note: z.string().max(1000), fields: z.array(field).min(1).max(500),
  })
  .refine(({ phases, fields }) => fields.every(({ mandatory }) => mandatory.length === phases.length), 'every field says for each phase whether it is asked');

/** The forms of this build, by name of their file. A sheet with an unknown member is refused: it is data that people rely on. */
export function fieldSheets(resources: string): readonly FieldSheet[] {
  const folder = join(resources, 'field-sheets');
  return readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => fieldSheet.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

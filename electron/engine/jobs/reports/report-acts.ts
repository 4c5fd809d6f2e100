import { z } from 'zod';
import { fieldStatuses } from '#shared/model/document.ts';
import { actKind } from '../../acts/act-kind.ts';

const incident = z.string().regex(/^INC-\d{4}-\d{3,6}$/);

/** A person's word on a field of a form. `as proposed`: their earlier word is given up, the evidence's own stands again. */
export const reportFieldSet = actKind({
  act: 'report-field-set',
  data: z.strictObject({ incident, sheet: z.string().max(60), field: z.string().max(60), status: z.enum([...fieldStatuses, 'as proposed']), value: z.string().max(20_000).nullable(), reason: z.string().max(2000) }),
  words: ({ field, status }) => `field ${field}: ${status}`,
});
/** A person's own text in a section; '' takes it out. */
export const reportTextSet = actKind({ act: 'report-text-set', data: z.strictObject({ incident, section: z.string().max(40), text: z.string().max(50_000) }), words: ({ section }) => `text of section ${section}` });
/** For exactly this content: once it changes the report is a draft again. */
export const reportSigned = actKind({
  act: 'report-signed',
  data: z.strictObject({ incident, template: z.string().max(60), phase: z.string().max(60), content: z.string().regex(/^[0-9a-f]{64}$/), name: z.string().min(1).max(300), role: z.string().min(1).max(300), reviewed: z.string().min(1).max(5000) }),
  words: ({ template, phase }) => `sign-off of ${template}, ${phase}`,
});
/** Pseudonyms given out with an export: number and keyed hash of the name, so that they stay as they are and the journal names nobody. */
export const reportMade = actKind({
  act: 'report-made',
  data: z.strictObject({ incident, template: z.string().max(60), phase: z.string().max(60), format: z.string().max(20), file: z.string().max(500), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int(), content: z.string(), pseudonymous: z.boolean(), people: z.array(z.string().max(80)).max(200_000) }),
  words: ({ template, format }) => `${template} as ${format}`,
});

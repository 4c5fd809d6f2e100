import { z } from 'zod';
import { awarenessKinds, candidateStatus } from '#shared/model/clock.ts';

/**
 * A regime pack: the clocks of one regime as versioned data. Nothing in it is code and nothing in it is advice. Published as
 * resources/schemas/regime-pack.schema.json. An unknown key is refused: a pack that says more than is understood must not be half obeyed.
 */
const id = z.string().max(60).regex(/^[a-z0-9][a-z0-9-]*$/);
const words = z.string().min(1).max(1000);
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const trigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('awareness'), of: z.array(z.enum(awarenessKinds)).min(1).max(6) }).describe('the earliest standing entry of one of these kinds'),
  z.strictObject({ kind: z.literal('submission'), of: id, which: z.enum(['first', 'latest']).default('first') }).describe('the submission that answered another clock of the pack'),
  z.strictObject({ kind: z.literal('year-end'), of: z.array(z.enum(awarenessKinds)).min(1).max(6) }).describe('the last day of the calendar year in which that entry lies'),
]);

const term = z.strictObject({
  amount: z.number().int().min(1).max(10_000),
  unit: z.enum(['elapsed-hours', 'calendar-days', 'business-days', 'calendar-months']),
  calendar: id.optional().describe('holidays of business days: an id in resources/holidays'),
  from: trigger.optional().describe('where the term does not count from the row’s own trigger'),
});

const limit = z.union([
  term,
  z.strictObject({ least: z.array(term).min(2).max(4), overtaken: z.enum(['counts', 'drops']).default('counts').describe('drops: a term that ended before the clock started no longer counts') }),
  z.strictObject({ greatest: z.array(term).min(2).max(4) }),
]);

const note = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('care'), text: words, source: z.string().max(300) }),
  z.strictObject({ kind: z.literal('hour-of-event'), source: z.string().max(300) }).describe('a reading that does not count the running hour of the event'),
  z.strictObject({ kind: z.literal('noon-next-working-day'), unless: z.array(id).max(10), source: z.string().max(300) }),
  z.strictObject({ kind: z.literal('roll-next-working-day'), source: z.string().max(300) }),
]);

const row = z.strictObject({
  id,
  title: words,
  article: words,
  trigger,
  limit: limit.nullable().describe('null: no number in the law'),
  limitFor: z.array(z.strictObject({ entity: id, limit })).max(5).default([]).describe('another limit for one class of entity'),
  condition: words.nullable().default(null).describe('it only applies if this holds; until a person says so it has not started'),
  phase: z.string().max(100),
  fieldSheet: id.nullable(),
  notes: z.array(note).max(12),
  active: z.boolean().default(true).describe('false: a proposal, never computed'),
  source: z.string().min(1).max(300),
  readOn: date,
  mark: z.enum(['T', 'S', 'M', 'C']),
  appliesFrom: date.nullable(),
  appliesTo: date.nullable(),
});

export const regimePackSchema = z.strictObject({
  pack: id,
  packVersion: z.string().regex(/^\d{4}\.\d{2}\.\d+$/),
  status: z.literal(candidateStatus),
  regime: words,
  title: words,
  optional: z.boolean(),
  entity: z.strictObject({ question: words, classes: z.array(z.strictObject({ id, title: words })).min(1).max(10) }).nullable(),
  rows: z.array(row).min(1).max(20),
}).superRefine((pack, context) => {
  const ids = pack.rows.map((one) => one.id);
  const classes = new Set(pack.entity?.classes.map((one) => one.id) ?? []);
  if (new Set(ids).size !== ids.length) context.addIssue({ code: 'custom', message: 'two rows have one id' });
  for (const one of pack.rows) {
    for (const { of } of triggersOf(one).flatMap((each) => (each.kind === 'submission' ? [each] : []))) if (!ids.includes(of)) context.addIssue({ code: 'custom', message: `${one.id} starts from a clock ${of} that the pack has not` });
    for (const entity of [...one.limitFor.map((each) => each.entity), ...one.notes.flatMap((each) => (each.kind === 'noon-next-working-day' ? each.unless : []))]) if (!classes.has(entity)) context.addIssue({ code: 'custom', message: `${one.id} names a class ${entity} that the pack has not` });
    for (const each of termsOf(one.limit)) if ((each.unit === 'business-days') !== (each.calendar !== undefined)) context.addIssue({ code: 'custom', message: `${one.id}: business days, and only they, need a calendar` });
  }
});

export type RegimePack = z.infer<typeof regimePackSchema>;
export type ClockRow = RegimePack['rows'][number];
export type ClockTrigger = z.infer<typeof trigger>;
export type Term = z.infer<typeof term>;
export type Limit = z.infer<typeof limit>;

export function termsOf(limit: Limit | null): readonly Term[] {
  if (limit === null) return [];
  return 'least' in limit ? limit.least : 'greatest' in limit ? limit.greatest : [limit];
}

function triggersOf(one: ClockRow): readonly ClockTrigger[] {
  return [one.trigger, ...termsOf(one.limit).flatMap(({ from }) => (from === undefined ? [] : [from]))];
}

import { z } from 'zod';
import { causeKinds } from '../../model/blast.ts';
import { runName, where } from './parts.ts';

const instant = z.string().regex(/^-?\d{1,19}$/).nullable();

/** The parameters of a blast radius, also as a frozen figure carries them. */
export const blastAsk = z.strictObject({
  cause: z.array(z.strictObject({ kind: z.enum(causeKinds), name: z.string().max(1000), version: z.string().max(1000).nullable() })).max(20).readonly(),
  where,
  environment: z.string().max(1000).nullable(),
  window: z.strictObject({ from: instant, until: instant }).nullable(),
  at: instant,
});

/** Anything a query may carry as parameters; the query's own schema judges it. */
const parameters = z.record(z.string(), z.json());

export const blastRequests = {
  'blast.start': z.strictObject({ run: runName.nullable(), where }),
  'blast.figures': blastAsk,
  /** Works the figures out now and keeps them as an act. */
  'figures.freeze': z.strictObject({ title: z.string().min(1).max(300), query: z.string().max(100), parameters }),
  'figures.frozen': z.strictObject({}),
  /** Works frozen figures out again: those of one act, or any that a report keeps. */
  'figures.rerun': z.strictObject({ seq: z.number().int().positive() }),
} as const;

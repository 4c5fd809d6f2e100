import { z } from 'zod';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import { figureBases } from '#shared/model/figure.ts';
import { actKind } from '../acts/act-kind.ts';

const json: z.ZodType<JsonValue> = z.lazy(() => z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]));
const parameters: z.ZodType<JsonObject> = z.record(z.string(), json);
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/).max(200).nullable();

export const frozenFigure = z.strictObject({
  id: z.string().max(300),
  title: z.string().max(300),
  value: decimal,
  upper: decimal,
  unit: z.string().max(300),
  basis: z.enum(figureBases),
  denominator: z.strictObject({ value: z.string().max(200), of: z.string().max(300) }).nullable(),
  why: z.array(z.string().max(3000)).max(200),
  query: z.string().max(100),
  parameters,
  data: z.strictObject({ hash: z.string().max(64), sources: z.string().max(64), reading: z.string().max(64), acts: z.string().max(64) }),
});

/** Figures as they stood, so that an incident or a report can cite them by the number of this act. */
export const figuresFrozen = actKind({
  act: 'figures-frozen',
  data: z.strictObject({ title: z.string().min(1).max(300), query: z.string().max(100), parameters, dataHash: z.string().max(64), figures: z.array(frozenFigure).max(2000) }),
  words: ({ title, figures }) => `${figures.length} figures kept: ${title}`,
});

import { z } from 'zod';
import { runName, where } from './parts.ts';

export const variantRequests = {
  'variants.list': z.strictObject({ where, most: z.number().int().min(1).max(1_000) }),
  'cohorts.compare': z.strictObject({ a: where, b: where }),
  'runs.compare': z.strictObject({ a: runName, b: runName }),
} as const;

import { z } from 'zod';
import { where } from './parts.ts';

export const variantRequests = {
  'variants.list': z.strictObject({ where, most: z.number().int().min(1).max(1_000) }),
  'cohorts.compare': z.strictObject({ a: where, b: where }),
} as const;

import { z } from 'zod';
import { textFields } from '../../search/search.ts';
import { where } from './parts.ts';

export const searchRequests = {
  /** What a search finds, in words, and whether what it rests on is whole. */
  'search.standing': z.strictObject({ where }),
  /** Values of a text field among the runs that match, most runs first. `part`: only those that hold it, ignoring case. */
  'search.values': z.strictObject({ field: z.enum(textFields), where, part: z.string().max(1000), limit: z.number().int().min(1).max(500) }),
} as const;

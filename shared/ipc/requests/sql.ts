import { z } from 'zod';
import { nothing } from './parts.ts';

const sql = z.string().max(20_000);

export const sqlRequests = {
  'sql.describe': nothing,
  /** `anyway`: the person was told what the estimate says. */
  'sql.run': z.strictObject({ sql, anyway: z.boolean() }),
  'sql.pin': z.strictObject({ name: z.string().min(1).max(200), sql }),
  'sql.pins': nothing,
  /** Takes a pinned result back; its entry stays in the journal. */
  'sql.unpin': z.strictObject({ seq: z.number().int() }),
  'sql.rerun': z.strictObject({ seq: z.number().int() }),
} as const;

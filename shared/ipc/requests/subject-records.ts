import { z } from 'zod';

/** `customer:44821`, or `record:INV-7` for a record of a target system. */
const subject = z.string().min(3).max(1000);

export const subjectRecordRequests = {
  'record.history': z.strictObject({ about: subject, limit: z.number().int().min(1).max(5000) }),
  /** An analyst's word that two ids are one; taken back by `record.unmerge`. */
  'record.merge': z.strictObject({ subject, alias: subject, reason: z.string().min(1).max(5000) }),
  'record.unmerge': z.strictObject({ seq: z.number().int().positive() }),
} as const;

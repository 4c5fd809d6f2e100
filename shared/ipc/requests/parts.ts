import { z } from 'zod';

/** What requests of many families are made of. */
export const nothing = z.strictObject({});
/** A search, see shared/search. */
export const where = z.string().max(10_000);
/** `next` of the page before. */
export const cursor = z.string().max(2000).nullable();
export const limit = z.number().int().min(1).max(500);
export const pathId = z.string().max(5000);
/** A run's own id, or an external id that only one run carries. */
export const runName = z.string().min(1).max(1000);

export const runSortKeys = ['startedAt', 'actionType', 'agent', 'model', 'amount', 'approvalClass', 'outcome', 'completeness', 'externalId'] as const;
/** The order of the run list. */
export const sort = z.strictObject({ key: z.enum(runSortKeys), descending: z.boolean() });

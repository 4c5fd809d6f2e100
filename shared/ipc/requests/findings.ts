import { z } from 'zod';
import { findingStates } from '../../model/finding.ts';
import { suppliedListKinds } from '../../model/supplied-list.ts';
import { cursor, nothing, runName, where } from './parts.ts';

export const findingRequests = {
  /** `wait`: answer when the survey under way, or due, has ended. */
  'survey.state': z.strictObject({ wait: z.boolean() }),
  /** Again after it was cancelled or failed. */
  'survey.start': nothing,
  'findings.rules': nothing,
  /** `where`: only findings about runs that match. */
  'findings.page': z.strictObject({ rule: z.string().max(100), state: z.enum([...findingStates, 'all']), where, after: cursor, limit: z.number().int().min(1).max(100) }),
  /** Matching runs by rule. */
  'findings.facet': z.strictObject({ where }),
  'findings.ofRun': z.strictObject({ run: runName }),
  /** `reason` may be empty where a finding is accepted or opened again. */
  'findings.state': z.strictObject({ findings: z.array(z.string().min(1).max(300)).min(1).max(5000), state: z.enum(findingStates), reason: z.string().max(4000) }),
  /** `zone`: for times of the list that state none. Bytes as base64, at most 64 MB of them. */
  'findings.supply': z.strictObject({ list: z.enum(suppliedListKinds), name: z.string().trim().min(1).max(500), base64: z.string().max(90_000_000), zone: z.string().max(100).nullable() }),
  /** Lists that stand. */
  'findings.supplied': nothing,
  'findings.withdraw': z.strictObject({ seq: z.number().int().positive(), reason: z.string().trim().min(1).max(4000) }),
} as const;

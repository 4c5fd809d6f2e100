import { z } from 'zod';
import { findingStates } from '../../model/finding.ts';
import { cursor, nothing, runName, where } from './parts.ts';

export const findingRequests = {
  /** `wait`: answer when the survey under way, or due, has ended. */
  'survey.state': z.strictObject({ wait: z.boolean() }),
  /** Again after it was cancelled or failed. */
  'survey.start': nothing,
  'findings.rules': nothing,
  /** `where`: only findings about runs that match. */
  'findings.page': z.strictObject({ rule: z.string().max(100), state: z.enum([...findingStates, 'all']), where, after: cursor, limit: z.number().int().min(1).max(100) }),
  'findings.ofRun': z.strictObject({ run: runName }),
  /** `reason` may be empty where a finding is accepted or opened again. */
  'findings.state': z.strictObject({ findings: z.array(z.string().min(1).max(300)).min(1).max(5000), state: z.enum(findingStates), reason: z.string().max(4000) }),
} as const;

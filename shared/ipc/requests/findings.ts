import { z } from 'zod';

export const findingRequests = {
  /** `wait`: answer when the survey under way, or due, has ended. */
  'survey.state': z.strictObject({ wait: z.boolean() }),
  'survey.start': z.strictObject({}),
} as const;

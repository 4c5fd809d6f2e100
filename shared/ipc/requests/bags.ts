import { z } from 'zod';
import { nothing, pathId, where } from './parts.ts';

const selection = {
  /** The runs whose records and lineages go in beside the originals. */
  where,
  without: z.array(z.strictObject({ what: z.string().min(1).max(5000), reason: z.string().min(1).max(2000) })).max(10_000),
  /** An incident's id: then its runs, and its report. */
  incident: z.string().max(200).nullable(),
};

export const bagRequests = {
  'bag.make': z.strictObject({ pathId, ...selection, timeStamp: z.string().max(2_000_000).nullable().default(null) }),
  /** Asks where to write it; null where the person cancelled. */
  'bag.makeDialog': z.strictObject({ suggestedName: z.string().max(200), ...selection }),
  'bag.made': nothing,
  /** `keys`: files that hold public keys the signature must be by. */
  'bag.check': z.strictObject({ pathId, keys: z.array(z.strictObject({ name: z.string().max(500), base64: z.string().max(100_000) })).max(100).default([]) }),
  /** Whether a path is a package: decides how it is checked. */
  'bag.recognise': z.strictObject({ pathId }),
  /** The package, then where to make the case. */
  'bag.receive': z.strictObject({ pathIds: z.tuple([pathId, pathId]) }),
} as const;

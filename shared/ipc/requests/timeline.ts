import { z } from 'zod';
import { laneKinds } from '../../model/timeline.ts';
import { timeUnits } from '../../time-bins.ts';
import { where } from './parts.ts';

const instant = z.string().regex(/^-?\d{1,19}$/);
/** `utc`, or an IANA name. */
const zone = z.string().min(1).max(100);
const window = z.strictObject({ from: instant, until: instant });

export const timelineRequests = {
  /** `window` null: the whole axis. `unit` null: the finest that needs no more than `most` bins. `zone`: whose days and months the bins are. */
  'timeline.histogram': z.strictObject({ where, window: window.nullable(), unit: z.enum(timeUnits).nullable(), most: z.number().int().min(1).max(2_000), zone }),
  'timeline.lanes': z.strictObject({ where, by: z.enum(laneKinds), window, unit: z.enum(timeUnits).nullable(), most: z.number().int().min(1).max(2_000), zone, lanes: z.number().int().min(1).max(200) }),
  'timeline.marks': z.strictObject({}),
  'timeline.coverage': z.strictObject({}),
  /** `scope` undefined: the action type and environment with most runs that use the version, else with most runs. */
  'timeline.change': z.strictObject({ where, mark: z.string().max(5_000), days: z.union([z.literal(1), z.literal(7), z.literal(28)]), scope: z.strictObject({ action: z.string().max(1_000).nullable(), environment: z.string().max(1_000).nullable() }).optional() }),
} as const;

import { z } from 'zod';
import { exportFormats } from '../../export/export-table.ts';
import { isRunExportColumn } from '../../export/run-table.ts';
import { pathId, sort, where } from './parts.ts';

const runExport = {
  where,
  sort,
  /** Only these runs, in this order. null: every run the search matches. */
  ids: z.array(z.string().max(100)).min(1).max(10_000).nullable(),
  columns: z.array(z.string().refine(isRunExportColumn)).min(1).max(100),
  format: z.enum(exportFormats),
};

export const exportRequests = {
  /** `pathId`: the file to write. One that is there is replaced: whoever chose the place was asked. */
  'runs.export': z.strictObject({ pathId, ...runExport }),
  /** The same, with a dialog that asks for the place. */
  'runs.exportDialog': z.strictObject(runExport),
} as const;

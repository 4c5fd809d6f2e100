import { join } from 'node:path';
import { z } from 'zod';
import { columnMapping } from '#shared/ipc/contract.ts';
import type { ColumnMapping } from '#shared/model/source.ts';
import { namedItems, type NamedItems } from './home-file.ts';

/** Column mappings a person saved, for every case of this installation. What an import used stands in its journal entry. */
export type SavedMappings = NamedItems<ColumnMapping>;

export function savedMappings(home: string, now: () => bigint): SavedMappings {
  return namedItems(join(home, 'mappings.json'), mappingsFile, ({ name }) => name, now);
}

const mappingsFile: z.ZodType<ColumnMapping[]> = z.array(columnMapping);

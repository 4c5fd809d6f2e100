import { join } from 'node:path';
import { z } from 'zod';
import { columnMapping } from '#shared/ipc/contract.ts';
import type { ColumnMapping } from '#shared/model/source.ts';
import { readHomeFile, writeHomeFile } from './home-file.ts';

/** Column mappings a person saved by name, for every case of this installation. What an import used stands in its journal entry. */
export interface SavedMappings {
  /** By name. */
  list(): readonly ColumnMapping[];
  /** Replaces the one of the same name. */
  save(mapping: ColumnMapping): void;
  remove(name: string): void;
}

export function savedMappings(home: string, now: () => bigint): SavedMappings {
  const file = join(home, 'mappings.json');
  const read = (): readonly ColumnMapping[] => readHomeFile(file, mappingsFile, [], now);
  const others = (name: string): readonly ColumnMapping[] => read().filter((mapping) => mapping.name !== name);
  return {
    list: () => [...read()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    save: (mapping) => writeHomeFile(file, [...others(mapping.name), mapping]),
    remove: (name) => writeHomeFile(file, others(name)),
  };
}

const mappingsFile = z.array(columnMapping);

import { join } from 'node:path';
import { z } from 'zod';
import { readHomeFile, writeHomeFile } from './home-file.ts';

/** A person's own report template as it was read from a file; what it says is judged by whoever uses it. */
export type SavedTemplate = z.infer<typeof savedTemplate>;

/** Own report templates, by name, for every case of this installation. What a report was made from stands in its sign-off and its journal entry. */
export interface SavedTemplates {
  list(): readonly SavedTemplate[];
  /** Replaces the one of the same name. */
  save(template: SavedTemplate): void;
  remove(name: string): void;
}

export function savedTemplates(home: string, now: () => bigint): SavedTemplates {
  const file = join(home, 'report-templates.json');
  const read = (): readonly SavedTemplate[] => readHomeFile(file, templatesFile, [], now);
  const others = (name: string): readonly SavedTemplate[] => read().filter((template) => template.name !== name);
  return {
    list: () => [...read()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    save: (template) => writeHomeFile(file, [...others(template.name), template]),
    remove: (name) => writeHomeFile(file, others(name)),
  };
}

const savedTemplate = z.object({ name: z.string().regex(/^[a-z0-9-]{1,50}$/u), text: z.string().max(1_000_000) });
const templatesFile = z.array(savedTemplate).max(200);

import { join } from 'node:path';
import { z } from 'zod';
import { namedItems, type NamedItems } from './home-file.ts';

/** A person's own report template as it was read from a file. */
export type SavedTemplate = z.infer<typeof savedTemplate>;

/** Own report templates, for every case of this installation. What a report was made from stands in its sign-off and its journal entry. */
export type SavedTemplates = NamedItems<SavedTemplate>;

export function savedTemplates(home: string, now: () => bigint): SavedTemplates {
  return namedItems(join(home, 'report-templates.json'), templatesFile, ({ name }) => name, now);
}

const savedTemplate = z.object({ name: z.string().regex(/^[a-z0-9-]{1,50}$/u), text: z.string().max(1_000_000) });
const templatesFile = z.array(savedTemplate).max(200);

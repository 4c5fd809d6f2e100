import { createHash } from 'node:crypto';
import { firstTables } from './0001-first-tables.ts';
import { sharedValues } from './0002-shared-values.ts';
import { failedRecords } from './0003-failed-records.ts';
import { furtherSubjects } from './0004-further-subjects.ts';
import { runDetails } from './0005-run-details.ts';
import { annotations } from './0006-annotations.ts';
import { timeline } from './0007-timeline.ts';
import { findingStatesTable } from './0011-finding-states.ts';
import { runTexts } from './0012-run-texts.ts';

/** One step of the schema. Never edited once released: a change is a new step. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** One SQL statement each, run in one transaction. */
  readonly statements: readonly string[];
}

export const migrations: readonly Migration[] = [firstTables, sharedValues, failedRecords, furtherSubjects, runDetails, annotations, timeline, findingStatesTable, runTexts];

export const schemaVersion = Math.max(...migrations.map((migration) => migration.version));

/** Changes whenever a statement does: what a prepared database is keyed by. */
export const migrationsHash = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);

import { z } from 'zod';
import { contextLists } from '../model/run-context.ts';
import { ratedKinds } from '../model/version-review.ts';
import { versionKinds } from '../model/version.ts';
import type { Channel } from './channels.ts';
import { annotationRequests } from './requests/annotations.ts';
import { disputeRequests } from './requests/disputes.ts';
import { exportRequests } from './requests/exports.ts';
import { findingRequests } from './requests/findings.ts';
import { bagRequests } from './requests/bags.ts';
import { incidentRequests } from './requests/incidents.ts';
import { searchRequests } from './requests/search.ts';
import { blastRequests } from './requests/blast.ts';
import { reportRequests } from './requests/reports.ts';
import { integrityRequests } from './requests/integrity.ts';
import { sqlRequests } from './requests/sql.ts';
import { subjectRecordRequests } from './requests/subject-records.ts';
import { cursor, limit, nothing, pathId, runName, type runSortKeys, sort, where } from './requests/parts.ts';
import { timelineRequests } from './requests/timeline.ts';
import { variantRequests } from './requests/variants.ts';

/**
 * Requests, one strict schema a channel. The window talks in `pathIds` it was handed by a dialog or a drop; the main
 * process swaps each for the path it stands for (`paths`) before the engine sees the request.
 */
const mappedColumn = z.strictObject({
  column: z.string().max(1000),
  target: z.string().max(200).nullable(),
  type: z.enum(['text', 'number', 'boolean', 'instant', 'instant-s', 'instant-ms', 'instant-us', 'instant-ns', 'json']),
});

export const columnMapping = z.strictObject({
  name: z.string().max(200),
  columns: z.array(mappedColumn).max(2000),
  zone: z.string().max(100).nullable(),
  recordsAt: z.string().max(1000).nullable(),
});

const importItem = z.strictObject({
  pathId,
  member: z.string().max(5000).nullable(),
  /** null: the importer that detection chooses. */
  format: z.string().max(100).nullable(),
  mapping: columnMapping.nullable(),
  /** Zone for times that state none. */
  zone: z.string().max(100).nullable(),
});
export type ImportItem = z.infer<typeof importItem>;

export type RunSortKey = (typeof runSortKeys)[number];
export type RunSort = z.infer<typeof sort>;

/** How this person likes the window; convenience only. Columns by their id, null while the width decides. */
export const preferences = z.strictObject({
  zone: z.enum(['utc', 'local']),
  singleLetterKeys: z.boolean(),
  runColumns: z.array(z.string().max(40)).max(40).nullable(),
  facetsShown: z.boolean(),
});
export type Preferences = z.infer<typeof preferences>;

export const requests = {
  'app.info': nothing,
  'app.chooseFiles': nothing,
  'app.chooseFolder': nothing,
  'app.setTheme': z.strictObject({ theme: z.enum(['system', 'light', 'dark']) }),
  'app.preferences': nothing,
  'app.setPreferences': preferences,
  'app.saveText': z.strictObject({ suggestedName: z.string().max(200), text: z.string().max(50_000_000) }),
  'app.copyText': z.strictObject({ text: z.string().max(10_000_000) }),
  'case.create': z.strictObject({ pathId, name: z.string().min(1).max(200) }),
  'case.createDialog': nothing,
  'case.open': z.strictObject({ pathId }),
  'case.openDialog': nothing,
  /** `pathId`: where to make it; none: in the installation's own folder. */
  'case.openSample': z.strictObject({ pathId: pathId.optional() }),
  'case.current': nothing,
  'case.close': nothing,
  'case.rebuild': nothing,
  'case.recent': nothing,
  'case.forgetRecent': z.strictObject({ path: z.string().max(5000) }),
  'formats.list': nothing,
  'import.preview': z.strictObject({ pathIds: z.array(pathId).min(1).max(10_000) }),
  'import.mappingPreview': z.strictObject({ pathId, member: z.string().max(5000).nullable(), mapping: columnMapping, rows: z.number().int().min(1).max(100) }),
  'import.start': z.strictObject({ items: z.array(importItem).min(1).max(10_000) }),
  'mappings.list': nothing,
  'mappings.save': z.strictObject({ mapping: columnMapping }),
  'mappings.remove': z.strictObject({ name: z.string().max(200) }),
  'jobs.list': nothing,
  'jobs.cancel': z.strictObject({ jobId: z.string().max(100) }),
  'sources.list': nothing,
  /** `ahead`: nanoseconds, negative for a clock that was behind; null takes the statement back. */
  'sources.stateClock': z.strictObject({ sourceKey: z.number().int(), ahead: z.string().regex(/^-?\d{1,18}$/u).nullable(), reason: z.string().min(1).max(2000) }),
  'rejects.page': z.strictObject({ sourceKey: z.number().int().nullable(), after: cursor, limit }),
  'overview.summary': nothing,
  ...timelineRequests,
  'runs.page': z.strictObject({ where, sort, after: cursor, limit }),
  'runs.count': z.strictObject({ where }),
  'runs.facets': z.strictObject({ where }),
  'runs.neighbours': z.strictObject({ where, sort, id: z.string().max(100) }),
  ...variantRequests,
  ...exportRequests,
  /** Runs beside this one; `minutes` to either side for the list by time. */
  'run.explanation': z.strictObject({ run: runName, register: z.enum(['person', 'authority']) }),
  'run.context': z.strictObject({ run: runName, list: z.enum(contextLists), minutes: z.number().int().min(1).max(1440) }),
  ...sqlRequests,
  'run.lineage': z.strictObject({ run: runName }),
  ...annotationRequests,
  ...findingRequests,
  ...searchRequests,
  ...blastRequests,
  ...subjectRecordRequests,
  ...disputeRequests,
  'versions.list': nothing,
  /** `at`: as a search writes it, `2026-04` for any time in that month. null: of every kind, of every name. */
  'versions.inForce': z.strictObject({ kind: z.enum(versionKinds).nullable(), name: z.string().max(1000).nullable(), at: z.string().min(1).max(200) }),
  ...incidentRequests,
  'versions.rates': z.strictObject({ where }),
  /** What an owner reviews and signs for a period, as a page or as Markdown. */
  'versions.review': z.strictObject({ kind: z.enum(ratedKinds), name: z.string().min(1).max(1000), at: z.string().min(1).max(200), format: z.enum(['html', 'markdown']) }),
  'record.bytes': z.strictObject({ sourceKey: z.number().int(), offset: z.number().int().min(0), length: z.number().int().min(0).max(64 * 1024 * 1024) }),
  'evidence.vault': nothing,
  'evidence.rehash': nothing,
  ...bagRequests,
  ...reportRequests,
  'journal.page': z.strictObject({ after: cursor, limit }),
  ...integrityRequests,
} as const satisfies Record<Channel, z.ZodType>;

export type Request<C extends Channel> = z.infer<(typeof requests)[C]>;

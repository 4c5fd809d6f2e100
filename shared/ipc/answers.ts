import type { Problem } from '../result.ts';
import type { CaseInfo, RecentCase, VaultItem } from '../model/case.ts';
import type { ReportDocument } from '../model/document.ts';
import type { JournalCheck, JournalEntry } from '../model/journal.ts';
import type { Lineage } from '../model/lineage.ts';
import type { ColumnMapping, IncompleteSign, RejectRow, SourceCompleteness, SourceRow } from '../model/source.ts';
import type { RunContext } from '../model/run-context.ts';
import type { RunRow } from '../model/run.ts';
import type { VersionReview } from '../model/version-review.ts';
import type { Versions, VersionsInForce } from '../model/version.ts';
import type { AnnotationAnswers } from './answers/annotations.ts';
import type { SearchAnswers } from './answers/search.ts';
import type { DisputeAnswers } from './answers/disputes.ts';
import type { ExportAnswers } from './answers/exports.ts';
import type { FindingAnswers } from './answers/findings.ts';
import type { BagAnswers } from './answers/bags.ts';
import type { IncidentAnswers } from './answers/incidents.ts';
import type { ReportAnswers } from './answers/reports.ts';
import type { IntegrityAnswers } from './answers/integrity.ts';
import type { SqlAnswers } from './answers/sql.ts';
import type { TimelineAnswers } from './answers/timeline.ts';
import type { BlastAnswers } from './answers/blast.ts';
import type { SubjectRecordAnswers } from './answers/subject-records.ts';
import type { VariantAnswers } from './answers/variants.ts';
import type { Channel } from './channels.ts';
import type { Preferences } from './contract.ts';

export type * from './answers/annotations.ts';
export type * from './answers/search.ts';
export type * from './answers/blast.ts';
export type * from './answers/exports.ts';
export type * from './answers/findings.ts';
export type * from './answers/incidents.ts';
export type * from './answers/integrity.ts';
export type * from './answers/timeline.ts';

/** What each channel answers with, inside a Result. Requests are zod schemas in contract.ts; answers are checked by the compiler at the handler. */
export interface Answers extends AnnotationAnswers, DisputeAnswers, VariantAnswers, SearchAnswers, BagAnswers, ReportAnswers, IncidentAnswers, IntegrityAnswers, ExportAnswers, SqlAnswers, TimelineAnswers, FindingAnswers, BlastAnswers, SubjectRecordAnswers {
  'app.info': AppInfo;
  'app.chooseFiles': readonly ChosenPath[];
  'app.chooseFolder': readonly ChosenPath[];
  'app.setTheme': null;
  'app.preferences': Preferences;
  'app.setPreferences': null;
  /** `path` is where it was written, to be shown; null when the person cancelled. */
  'app.saveText': { readonly saved: boolean; readonly path: string | null };
  'app.copyText': null;
  'case.create': CaseInfo;
  'case.createDialog': CaseInfo | null;
  'case.open': CaseInfo;
  'case.openDialog': CaseInfo | null;
  'case.openSample': { readonly case: CaseInfo; readonly jobId: string | null };
  'case.current': CaseInfo | null;
  'case.close': null;
  'case.rebuild': { readonly jobId: string };
  'case.recent': readonly RecentCase[];
  'case.forgetRecent': null;
  'formats.list': readonly FormatInfo[];
  'import.preview': readonly PreviewItem[];
  'import.mappingPreview': MappingPreview;
  'import.start': { readonly jobId: string };
  'mappings.list': readonly ColumnMapping[];
  'mappings.save': null;
  'mappings.remove': null;
  'jobs.list': readonly JobProgress[];
  'jobs.cancel': null;
  'sources.list': readonly SourceRow[];
  'sources.stateClock': null;
  'rejects.page': Page<RejectRow>;
  'overview.summary': OverviewSummary;
  'runs.page': Page<RunRow>;
  'runs.count': { readonly matching: number; readonly total: number };
  'runs.facets': readonly Facet[];
  'runs.neighbours': { readonly position: number; readonly matching: number; readonly previous: string | null; readonly next: string | null };
  'run.context': RunContext;
  'run.explanation': { readonly document: ReportDocument; readonly html: string; readonly markdown: string };
  'run.lineage': Lineage;
  'versions.list': Versions;
  'versions.inForce': VersionsInForce;
  'versions.rates': VersionReview;
  'versions.review': { readonly suggestedName: string; readonly text: string };
  'record.bytes': RecordBytes;
  'evidence.vault': readonly VaultItem[];
  'evidence.rehash': readonly VaultItem[];
  'journal.page': { readonly entries: readonly JournalEntry[]; readonly check: JournalCheck; readonly next: string | null };
}

export interface Events {
  'job.progress': JobProgress;
  'job.finished': JobFinished;
  'case.changed': CaseInfo | null;
  /** The engine died or was stopped by the watchdog; it starts again with the next call, no case open. From the main process. */
  'engine.stopped': { readonly problem: Problem };
}

export type AnswerOf<C extends Channel> = Answers[C];

/** A keyset page: `next` is opaque; null means the last row is here. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

export interface AppInfo {
  readonly version: string;
  /** Which shell draws the window, and why this one, in one line. */
  readonly shell: string;
  /** Where the journal's signing key is kept, in words. */
  readonly keyStore: string;
  readonly platform: string;
  readonly theme: 'system' | 'light' | 'dark';
  /** False when it cannot be proven here, e.g. no sandbox as root. */
  readonly sandboxed: boolean;
}

/** A path the person chose: the window holds the id, never the path as something to read. */
export interface ChosenPath {
  readonly id: string;
  readonly name: string;
  readonly bytes: number | null;
  readonly folder: boolean;
}

/** A format this build reads. */
export interface FormatInfo {
  readonly id: string;
  readonly title: string;
  /** Where the format is defined. */
  readonly definedIn: string;
  /** What it offers as proof of itself. */
  readonly integrity: string;
}

/** One thing found in what was dropped: a file, or a member of an archive or folder. */
export interface PreviewItem {
  /** `pathId` and the place inside it; hand both back to `import.start`. */
  readonly pathId: string;
  readonly member: string | null;
  readonly name: string;
  readonly bytes: number;
  /** Importer id, or null when nothing recognised it. */
  readonly format: string | null;
  readonly formatTitle: string;
  /** Why, in words: what was seen that decided it, or what was looked for in vain. */
  readonly why: string;
  /** Other importers that fit as well: then the person chooses. */
  readonly ties: readonly string[];
  readonly sample: readonly PreviewRecord[];
  /** Exact when the whole file was looked at, else an estimate from the bytes read. */
  readonly records: { readonly count: number; readonly exact: boolean };
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly zoneless: boolean;
  /** For table-like files: the columns and a proposed mapping to edit. */
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping | null;
  readonly alreadyImported: boolean;
  readonly problem: Problem | null;
}

export interface PreviewRecord {
  readonly ordinal: number;
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

export interface MappingPreview {
  readonly rows: readonly MappingPreviewRow[];
  readonly read: number;
  readonly unusable: number;
}

export interface MappingPreviewRow {
  readonly ordinal: number;
  /** Mapped values by `stage.name`, as they would be imported. */
  readonly values: Readonly<Record<string, string>>;
  readonly problem: string | null;
}

/** `survey` counts runs where others count bytes, and runs beside whatever else is asked. */
export type JobKind = 'import' | 'rebuild' | 'rehash' | 'check' | 'bundle' | 'survey';

export interface JobProgress {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly title: string;
  /** What is happening now, in words. */
  readonly step: string;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly records: number;
  readonly recordsPerSecond: number;
  readonly secondsLeft: number | null;
  readonly canCancel: boolean;
}

export interface JobFinished {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly outcome: 'done' | 'cancelled' | 'failed';
  readonly problem: Problem | null;
  readonly sources: readonly ImportedSource[];
  readonly seconds: number;
}

/** The result of one source; also the command line's `import` answer. */
export interface ImportedSource {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly format: string;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly runs: number;
  /** True: these very bytes were imported before; nothing was read again. */
  readonly alreadyImported: boolean;
  readonly problems: readonly { readonly offset: number; readonly reason: string }[];
  /** As in its `SourceRow`; absent where nothing was read now. */
  readonly incomplete?: readonly IncompleteSign[];
  /** Why nothing of it was read, when it was chosen with others (its folder, its archive): it is not in the case. */
  readonly notRead?: Problem;
}

export interface Facet {
  readonly field: string;
  readonly title: string;
  readonly values: readonly { readonly value: string; readonly label: string; readonly count: number }[];
  /** Distinct values not listed. */
  readonly more: number;
}

export interface OverviewSummary {
  readonly case: CaseInfo;
  readonly sources: readonly SourceRow[];
  readonly coverage: Coverage;
  readonly completeness: readonly SourceCompleteness[];
  readonly all: SourceCompleteness;
  readonly approval: readonly { readonly value: string; readonly count: number }[];
  readonly outcome: readonly { readonly value: string; readonly count: number }[];
  readonly actionTypes: readonly { readonly value: string; readonly count: number }[];
  readonly versions: readonly VersionUse[];
  /** What the record cannot tell, in sentences: the honesty panel. */
  readonly unknowns: readonly Unknown[];
}

export interface Unknown {
  readonly what: string;
  readonly count: number;
  /** A run filter that lists them, or null. */
  readonly where: string | null;
}

export interface VersionUse {
  readonly model: string | null;
  readonly modelVersion: string | null;
  readonly promptTemplate: string | null;
  readonly promptVersion: string | null;
  readonly runs: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** Records per bin and source over one common axis. */
export interface Coverage {
  readonly from: string | null;
  readonly binNanoseconds: string;
  readonly bins: number;
  readonly rows: readonly { readonly sourceKey: number; readonly counts: readonly number[]; readonly withoutTime: number }[];
}

/** Bytes of the vault, read back by span. */
export interface RecordBytes {
  readonly source: string;
  readonly offset: number;
  readonly length: number;
  readonly base64: string;
  /** SHA-256 recomputed now over exactly these bytes when they are one whole record; compare with the record's. */
  readonly sha256: string;
  readonly sourceBytes: number;
  /** How they are to be read as text. */
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
}

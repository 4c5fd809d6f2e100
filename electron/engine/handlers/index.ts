import { bagHandlers } from './bags.ts';
import { annotationHandlers } from './annotations.ts';
import { caseHandlers } from './case.ts';
import { disputeHandlers } from './disputes.ts';
import { evidenceHandlers } from './evidence.ts';
import { explanationHandlers } from './explanation.ts';
import { exportHandlers } from './exports.ts';
import { findingHandlers } from './findings.ts';
import { blastHandlers } from './blast.ts';
import { figureHandlers } from './figures.ts';
import type { Handler } from './handler.ts';
import { importHandlers } from './import.ts';
import { incidentHandlers } from './incidents.ts';
import { integrityHandlers } from './integrity.ts';
import { overviewHandlers } from './overview.ts';
import { reportHandlers } from './reports.ts';
import { sqlHandlers } from './sql.ts';
import { runHandlers } from './runs.ts';
import { timelineHandlers } from './timeline.ts';
import { searchHandlers } from './search.ts';
import { subjectRecordHandlers } from './subject-records.ts';
import { versionHandlers } from './versions.ts';

/** Every channel the engine answers. What only a window can do (dialogs, clipboard, theme) is answered by the main process. */
export const handlers: readonly Handler[] = [...caseHandlers, ...importHandlers, ...runHandlers, ...variantHandlers, ...annotationHandlers, ...searchHandlers, ...timelineHandlers, ...exportHandlers, ...explanationHandlers, ...sqlHandlers, ...overviewHandlers, ...evidenceHandlers, ...bagHandlers, ...reportHandlers, ...incidentHandlers, ...integrityHandlers, ...versionHandlers, ...findingHandlers, ...disputeHandlers, ...blastHandlers, ...figureHandlers, ...subjectRecordHandlers];
import { variantHandlers } from './variants.ts';

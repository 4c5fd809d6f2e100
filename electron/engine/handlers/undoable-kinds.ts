import type { ToldKind } from '../acts/act-kind.ts';
import { annotationKinds } from '../annotations/act-kinds.ts';
import { disputeKinds } from '../disputes/acts.ts';
import { findingStated } from '../findings/finding-acts.ts';
import { listSupplied, listWithdrawn } from '../findings/list-acts.ts';
import { incidentKinds } from '../incidents/acts.ts';
import { reportFieldSet, reportTextSet } from '../jobs/reports/report-acts.ts';

/**
 * What the window's one undo takes back, whichever view it was done in. What is none of these stands for good: the awareness log, submissions,
 * sign-offs, files made, kept figures. There, a correction follows.
 */
export const undoableKinds: readonly ToldKind[] = [...annotationKinds, ...incidentKinds, ...disputeKinds, findingStated, listSupplied, listWithdrawn, reportFieldSet, reportTextSet];
export const undoableActs: readonly string[] = undoableKinds.map(({ act }) => act);

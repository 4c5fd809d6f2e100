import { create } from 'zustand';
import type { Request } from '#shared/ipc/contract.ts';
import { call } from '../../bridge.ts';
import { loadAnnotations } from '../../state/annotations-state.ts';
import { reportProblem } from '../../state/app-state.ts';

interface ReportsState {
  /** Grows with every act of ours on a report: whoever shows one asks again. */
  readonly revision: number;
  /** What the last export wrote, in words. */
  readonly wrote: string | null;
}

export const useReports = create<ReportsState>(() => ({ revision: 0, wrote: null }));

/** True when it is in the journal. */
export async function setField(request: Request<'report.setField'>): Promise<boolean> {
  return settled(await call('report.setField', request));
}

export async function setText(request: Request<'report.setText'>): Promise<boolean> {
  return settled(await call('report.setText', request));
}

export async function sign(request: Request<'report.sign'>): Promise<boolean> {
  return settled(await call('report.sign', request));
}

/** Lets the person choose a Markdown file and keeps it; its id, or null where nothing was kept. */
export async function addOwnTemplate(): Promise<string | null> {
  const chosen = await call('app.chooseFiles', {});
  if (!chosen.ok) reportProblem(chosen.problem);
  const [file] = chosen.ok ? chosen.value : [];
  if (file === undefined) return null;
  const saved = await call('report.saveTemplate', { pathId: file.id });
  if (!saved.ok) reportProblem(saved.problem);
  else useReports.setState(({ revision }) => ({ revision: revision + 1, wrote: `Kept your template as ${saved.value.id}. It is offered in every case on this computer.` }));
  return saved.ok ? saved.value.id : null;
}

export async function removeOwnTemplate(id: string): Promise<void> {
  const removed = await call('report.removeTemplate', { id });
  if (!removed.ok) reportProblem(removed.problem);
  else useReports.setState(({ revision }) => ({ revision: revision + 1, wrote: `Forgot the template ${id}. Reports that were made from it are as they were.` }));
}

export async function exportAs(request: Request<'report.exportDialog'>): Promise<void> {
  const answer = await call('report.exportDialog', request);
  if (!answer.ok) reportProblem(answer.problem);
  else if (answer.value !== null) useReports.setState(({ revision }) => ({ revision: revision + 1, wrote: answer.value === null ? null : `Wrote ${answer.value.path}, SHA-256 ${answer.value.sha256}` }));
}

function settled(answer: Awaited<ReturnType<typeof call<'report.setField'>>>): boolean {
  if (!answer.ok) reportProblem(answer.problem);
  useReports.setState(({ revision }) => ({ revision: revision + 1 }));
  void loadAnnotations();
  return answer.ok;
}

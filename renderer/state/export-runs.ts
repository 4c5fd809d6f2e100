import type { ExportFormat } from '#shared/export/export-table.ts';
import type { RunExportColumn } from '#shared/export/run-table.ts';
import { create } from 'zustand';
import { call } from '../bridge.ts';
import { reportProblem } from './app-state.ts';
import { useView } from './view-state.ts';

interface ExportState {
  /** What is under way, or what came of the last one, in words; null: nothing to say. */
  readonly said: string | null;
  readonly running: boolean;
}

export const useExport = create<ExportState>(() => ({ said: null, running: false }));

/** Asks for a place and writes every run the search matches, or only the given ones. */
export async function exportRuns({ format, columns, ids = null }: { readonly format: ExportFormat; readonly columns: readonly RunExportColumn[]; readonly ids?: readonly string[] | null }): Promise<void> {
  if (useExport.getState().running) return;
  const { where, sort } = useView.getState().place;
  useExport.setState({ running: true, said: 'Writing…' });
  const answer = await call('runs.exportDialog', { where, sort, format, columns: [...columns], ids: ids === null ? null : [...ids] });
  if (!answer.ok) {
    useExport.setState({ running: false, said: null });
    reportProblem(answer.problem);
    return;
  }
  useExport.setState({ running: false, said: answer.value === null ? null : `${answer.value.rows} runs written to ${answer.value.path}` });
}

export function dismissExport(): void {
  useExport.setState({ said: null });
}

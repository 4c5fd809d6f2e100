import { create } from 'zustand';

export const runTabs = ['values', 'stages', 'changes', 'text', 'inputs', 'alternatives', 'context', 'unmapped', 'payload', 'records', 'notes'] as const;
export type RunTab = (typeof runTabs)[number];

/** What stays as it is while the person goes from run to run. */
interface RunPageState {
  readonly lineageAs: 'graph' | 'list';
  readonly tab: RunTab;
  readonly payloadAs: 'pretty' | 'raw' | 'bytes';
  /** To either side of the run. */
  readonly contextMinutes: number;
}

export const contextWindows = [5, 15, 60] as const;

export const useRunPage = create<RunPageState>(() => ({ lineageAs: 'graph', tab: 'values', payloadAs: 'pretty', contextMinutes: 15 }));

export function showLineageAs(lineageAs: RunPageState['lineageAs']): void {
  useRunPage.setState({ lineageAs });
}

export function showRunTab(tab: RunTab): void {
  useRunPage.setState({ tab });
}

export function showPayloadAs(payloadAs: RunPageState['payloadAs']): void {
  useRunPage.setState({ payloadAs });
}

export function showContextWindow(contextMinutes: number): void {
  useRunPage.setState({ contextMinutes });
}

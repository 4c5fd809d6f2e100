import { create } from 'zustand';

export const runTabs = ['values', 'changes', 'text', 'inputs', 'alternatives', 'unmapped', 'payload', 'records'] as const;
export type RunTab = (typeof runTabs)[number];

/** What stays as it is while the person goes from run to run. */
interface RunPageState {
  readonly lineageAs: 'graph' | 'list';
  readonly tab: RunTab;
  readonly payloadAs: 'pretty' | 'raw' | 'bytes';
}

export const useRunPage = create<RunPageState>(() => ({ lineageAs: 'graph', tab: 'values', payloadAs: 'pretty' }));

export function showLineageAs(lineageAs: RunPageState['lineageAs']): void {
  useRunPage.setState({ lineageAs });
}

export function showRunTab(tab: RunTab): void {
  useRunPage.setState({ tab });
}

export function showPayloadAs(payloadAs: RunPageState['payloadAs']): void {
  useRunPage.setState({ payloadAs });
}

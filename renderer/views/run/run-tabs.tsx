import { type ReactNode, useMemo } from 'react';
import type { Lineage } from '#shared/model/lineage.ts';
import { type Tab, Tabs } from '../../parts/tabs.tsx';
import { type RunTab, showRunTab, useRunPage } from '../../state/run-page-state.ts';
import { BytePanel } from './byte-panel.tsx';
import type { Selection } from './byte-span.ts';
import { changeTables, countChanged } from './change-rows.ts';
import { ChangesTab } from './changes-tab.tsx';
import { ContextTab } from './context-tab.tsx';
import { alternativeRows, inputRows } from './input-rows.ts';
import { AlternativesTab, InputsTab } from './inputs-tab.tsx';
import { NotesTab, useNoteCount } from './notes-tab.tsx';
import { PayloadTab } from './payload-tab.tsx';
import { RecordsTab, UnmappedTab } from './records-tab.tsx';
import styles from './run-tabs.module.css';
import { StagesTab } from './stages-tab.tsx';
import { furtherTexts, textPairs } from './text-pairs.ts';
import { TextTab } from './text-tab.tsx';
import { valueRows } from './value-rows.ts';
import { ValuesTab } from './values-tab.tsx';

export interface RunTabsProps {
  readonly lineage: Lineage;
  readonly selectedKey: string | null;
  readonly selection: Selection | null;
  readonly onSelect: (key: string, selection: Selection) => void;
}

/** Everything recorded of the run, sorted by question; the bytes of what is selected beside it. */
export function RunTabs({ lineage, selectedKey, selection, onSelect }: RunTabsProps) {
  const tab = useRunPage((state) => state.tab);
  const counts = useMemo(() => countsOf(lineage), [lineage]);
  const notes = useNoteCount(lineage.run.id);
  const onOpen = (key: string, chosen: Selection): void => {
    onSelect(key, chosen);
    if (chosen.kind === 'span') showRunTab('payload');
  };
  const beside = (content: ReactNode): ReactNode => (
    <div className={styles.beside}>
      <div className={styles.content}>{content}</div>
      <BytePanel lineage={lineage} selectedKey={selectedKey} selection={selection} onOpenPayload={() => showRunTab('payload')} />
    </div>
  );
  const table = { lineage, selected: selectedKey, onSelect, onOpen };
  const tabs: readonly Tab<RunTab>[] = [
    { id: 'values', title: 'Values', count: counts.values, content: beside(<ValuesTab {...table} />) },
    { id: 'stages', title: 'Proposed · done', count: counts.different, content: beside(<StagesTab lineage={lineage} onSelect={onSelect} />) },
    { id: 'changes', title: 'Changes', count: counts.changes, content: beside(<ChangesTab lineage={lineage} onSelect={onSelect} />) },
    { id: 'text', title: 'Text', count: counts.texts, content: beside(<TextTab lineage={lineage} onSelect={onSelect} />) },
    { id: 'inputs', title: 'Inputs', count: counts.inputs, content: beside(<InputsTab lineage={lineage} selected={selectedKey} onSelect={onSelect} />) },
    { id: 'alternatives', title: 'Alternatives', count: counts.alternatives, content: beside(<AlternativesTab lineage={lineage} onSelect={onSelect} />) },
    { id: 'context', title: 'Context', content: <div className={styles.content}><ContextTab run={lineage.run} /></div> },
    { id: 'unmapped', title: 'Unmapped', count: lineage.unmapped.length, content: beside(<UnmappedTab {...table} />) },
    { id: 'payload', title: 'Payload', content: <PayloadTab lineage={lineage} selection={selection} selectedKey={selectedKey} onSelect={onSelect} /> },
    { id: 'records', title: 'Records', count: lineage.records.length, content: beside(<RecordsTab {...table} />) },
    { id: 'notes', title: 'Notes', count: notes, content: <NotesTab run={lineage.run.id} /> },
  ];
  return <Tabs label="What is recorded of this run" tabs={tabs} value={tab} onChange={showRunTab} className={styles.tabs} />;
}

/** Null where nothing is recorded: no figure, rather than a zero that looks like one. */
function countsOf(lineage: Lineage): Readonly<Record<'values' | 'different' | 'changes' | 'texts' | 'inputs' | 'alternatives', number | null>> {
  const changes = changeTables(lineage);
  const alternatives = alternativeRows(lineage);
  return {
    values: valueRows(lineage).filter(({ other }) => !other).length,
    different: (lineage.comparison ?? []).flatMap(({ fields }) => fields).filter(({ verdict }) => verdict === 'different').length || null,
    changes: changes.length === 0 ? null : countChanged(changes),
    texts: textPairs(lineage).length + furtherTexts(lineage).length || null,
    inputs: inputRows(lineage).length || null,
    alternatives: alternatives.recorded ? alternatives.rows.length : null,
  };
}

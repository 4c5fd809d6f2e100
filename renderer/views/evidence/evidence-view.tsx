import { useState } from 'react';
import { countedText } from '../../parts/count-text.ts';
import { Bytes } from '../../parts/bytes.tsx';
import { RejectTable } from '../../parts/reject-table.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import styles from './evidence-view.module.css';
import { ImportReports } from './import-reports.tsx';
import { JournalPanel } from './journal-panel.tsx';
import { PackagesPanel } from './packages-panel.tsx';
import { VaultPanel } from './vault-panel.tsx';

type EvidenceTab = 'vault' | 'sources' | 'rejects' | 'journal' | 'packages';

export function EvidenceView() {
  const current = useCase((state) => state.current);
  const sources = useCase((state) => state.sources);
  const [tab, setTab] = useState<EvidenceTab>('vault');
  const rejected = sources.reduce((sum, source) => sum + source.rejected, 0);
  if (current === null) return null;
  return (
    <section className={styles.view} aria-label="Evidence">
      <ViewHeader
        title="Evidence"
        detail={
          <>
            {countedText(current.records, 'record')} in {countedText(sources.length, 'source')}, <Bytes of={sources.reduce((sum, source) => sum + source.bytes, 0)} /> · <VisibleText text={current.path} />
          </>
        }
      />
      <Tabs<EvidenceTab>
        label="Evidence"
        className={styles.tabs}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'vault', title: 'Vault', content: <VaultPanel /> },
          { id: 'sources', title: 'Import reports', count: sources.length, content: <ImportReports /> },
          { id: 'rejects', title: 'Rejected records', count: rejected, content: <RejectTable sourceKey={null} total={rejected} /> },
          { id: 'journal', title: 'Custody journal', count: current.journalEntries, content: <JournalPanel /> },
          { id: 'packages', title: 'Evidence packages', content: <PackagesPanel /> },
        ]}
      />
    </section>
  );
}

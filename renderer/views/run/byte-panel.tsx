import type { Lineage } from '#shared/model/lineage.ts';
import { Button } from '../../parts/button.tsx';
import { CopyMenu } from '../../parts/copy-menu.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import styles from './byte-panel.module.css';
import type { Selection } from './byte-span.ts';
import { copyableValue } from './copy-value.ts';
import { SelectedBytes } from './selected-bytes.tsx';

/** Beside every tab: the exact bytes the selected value rests on. */
export function BytePanel({ lineage, selectedKey, selection, onOpenPayload }: { readonly lineage: Lineage; readonly selectedKey: string | null; readonly selection: Selection | null; readonly onOpenPayload: () => void }) {
  const span = selection?.kind === 'span' ? selection.span : null;
  return (
    <aside className={styles.panel} aria-label="Bytes of the selected value">
      <SectionHeader title="Bytes" detail={selection === null ? '' : selection.kind === 'span' ? selection.span.name : selection.name}>
        {selection !== null && <CopyMenu label="Copy the selected value as" title="Copy" parts={() => [['', copyableValue(lineage, selectedKey, selection)]]} />}
        {span !== null && (
          <Button small look="quiet" onClick={onOpenPayload}>
            Open payload
          </Button>
        )}
      </SectionHeader>
      <div className={styles.body}>
        <SelectedBytes records={lineage.records} selection={selection} none="Select a value to see the bytes that say so." />
      </div>
    </aside>
  );
}

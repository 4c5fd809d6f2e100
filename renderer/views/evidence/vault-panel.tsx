import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { VaultItem } from '#shared/model/case.ts';
import { Button } from '../../parts/button.tsx';
import { Bytes } from '../../parts/bytes.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Hash } from '../../parts/hash.tsx';
import { Instant } from '../../parts/instant.tsx';
import { KeepUntil } from '../../parts/keep-until.tsx';
import { LongName } from '../../parts/long-name.tsx';
import { VerdictMark } from '../../parts/marks.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Toolbar } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { useCase } from '../../state/case-state.ts';
import { chooseFilesToImport } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { rehashVault, useVault } from '../../state/vault-state.ts';
import styles from './panel.module.css';
import { checkWords, vaultSummary } from './vault-words.ts';

/** The originals, as they were handed in. Hashing them again is the one thing to do with them. */
export function VaultPanel() {
  const revision = useCase((state) => state.revision);
  const { hashing, problem, checks } = useVault();
  const listed = useAnswer('evidence.vault', {}, revision + checks);
  const [selected, setSelected] = useState<string | null>(null);
  const items = listed.value;

  const wrong = problem ?? listed.problem;
  return (
    <div className={styles.panel}>
      <Toolbar label="Vault">
        <p className={styles.words} role="status">
          {items === null ? 'Listing the vault…' : vaultSummary(items, hashing)}
        </p>
        <Button small icon={RefreshCw} disabled={hashing || items === null || items.length === 0} onClick={() => void rehashVault()}>
          {hashing ? 'Hashing…' : 'Hash every file again'}
        </Button>
      </Toolbar>
      <KeepUntil run={null} />
      {wrong !== null && <ProblemNote problem={wrong} />}
      <VirtualTable
        label="Vault"
        columns={columns}
        rows={items ?? []}
        rowKey={({ sha256 }) => sha256}
        total={items?.length}
        selected={selected}
        onSelect={({ sha256 }) => setSelected(sha256)}
        empty={
          items === null ? undefined : (
            <EmptyState title="The vault is empty" next="Drop an export anywhere in this window, or choose files. Each is kept byte for byte.">
              <Button look="primary" onClick={() => void chooseFilesToImport()}>
                Choose files…
              </Button>
            </EmptyState>
          )
        }
      />
    </div>
  );
}

const columns: readonly Column<VaultItem>[] = [
  {
    id: 'name',
    title: 'File',
    width: 160,
    grow: 2,
    cell: ({ name }) => (
      <span title={visibleString(name)}>
        <LongName text={name} />
      </span>
    ),
  },
  { id: 'bytes', title: 'Size', width: 80, align: 'end', cell: ({ bytes }) => <Bytes of={bytes} /> },
  { id: 'sha256', title: 'SHA-256 at import', width: 488, cell: ({ sha256 }) => <Hash value={sha256} name="SHA-256" whole /> },
  { id: 'at', title: 'Imported', width: 152, cell: ({ importedAt }) => <Instant at={importedAt} show="minute" /> },
  { id: 'mode', title: 'On disk', width: 92, cell: ({ readOnly }) => (readOnly ? 'read-only' : <VerdictMark verdict="warning">writable</VerdictMark>) },
  {
    id: 'check',
    title: 'Hashed again',
    width: 200,
    grow: 1,
    cell: ({ check }) => {
      const { verdict, words } = checkWords(check);
      return <VerdictMark verdict={verdict}>{words}</VerdictMark>;
    },
  },
];

import { Archive, Download, Folder, TriangleAlert } from 'lucide-react';
import type { RecentCase } from '#shared/model/case.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { type PlainColumn, PlainTable } from '../../parts/plain-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { forgetRecent, locateCase, openCase, openSample, useCase } from '../../state/case-state.ts';
import { chooseFilesToImport, chooseFolderToImport } from '../../state/import-state.ts';
import styles from './start-view.module.css';

export function StartView() {
  const recent = useCase((state) => state.recent);
  const opening = useCase((state) => state.opening);
  return (
    <div className={styles.start}>
      <div className={styles.column}>
        <h1 className="hidden-text">Start</h1>
        <section className={styles.drop} aria-labelledby="drop-title">
          <span className={styles.dropIcon}>
            <Icon of={Download} size="l" />
          </span>
          <div className={styles.dropText}>
            <h2 id="drop-title" className={styles.dropTitle}>
              Drop an export
            </h2>
            <p>JSON, JSONL, CSV, archive or folder. The file is kept byte for byte and hashed before it is read.</p>
          </div>
          <Button look="link" onClick={() => void chooseFolderToImport()}>
            Choose a folder…
          </Button>
          <Button look="primary" autoFocus className={styles.choose} onClick={() => void chooseFilesToImport()}>
            Choose files…
          </Button>
        </section>

        {recent.length > 0 && (
          <section aria-labelledby="recent-title" className={styles.recent}>
            <h2 id="recent-title" className={styles.recentTitle}>
              Recent cases <span className={styles.recentCount}>{countText(recent.length)}</span>
            </h2>
            <PlainTable label="Recent cases" columns={recentColumns} rows={recent} rowKey={({ path }) => path} className={styles.table} />
          </section>
        )}

        <section className={styles.sample} aria-label="Sample case">
          <Icon of={Archive} />
          <p className={styles.sampleText}>
            <strong>No export at hand?</strong> The sample case is invented from end to end and opens like any other.
          </p>
          <Button disabled={opening !== null} onClick={() => void openSample()}>
            Open the sample case
          </Button>
        </section>
        <p role="status" className={styles.opening}>
          {opening !== null && opening !== '' && (
            <>
              Opening <VisibleText text={opening} />…
            </>
          )}
        </p>
      </div>
    </div>
  );
}

const recentColumns: readonly PlainColumn<RecentCase>[] = [
  {
    id: 'name',
    title: 'Case',
    width: '30%',
    cell: (entry) => (
      <span className={styles.nameCell}>
        <Icon of={entry.found ? Folder : TriangleAlert} className={entry.found ? styles.folder : styles.missing} />
        {entry.found ? (
          <button type="button" className={styles.name} onClick={() => void openCase(entry)}>
            <VisibleText text={entry.name} />
          </button>
        ) : (
          <span className={styles.gone}>
            <VisibleText text={entry.name} />
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'folder',
    title: 'Folder',
    cell: (entry) => (
      <span className={`mono ${styles.path}`} title={visibleString(entry.path)}>
        <VisibleText text={entry.path} />
      </span>
    ),
  },
  { id: 'runs', title: 'Runs', width: '88px', align: 'end', cell: ({ runs, found }) => (runs === null || !found ? '' : countText(runs)) },
  { id: 'sources', title: 'Sources', width: '72px', align: 'end', cell: ({ sources, found }) => (sources === null || !found ? '' : countText(sources)) },
  {
    id: 'last',
    title: 'Last opened',
    width: '232px',
    align: 'end',
    cell: (entry) =>
      entry.found ? (
        <Instant at={entry.lastOpenedAt} show="minute" className={styles.last} />
      ) : (
        <span className={styles.missingActions}>
          <span className={styles.missing}>Not found</span>
          <Button look="link" small aria-label={`Locate ${visibleString(entry.name)}`} onClick={() => void locateCase(entry)}>
            Locate…
          </Button>
          <Button look="link" small aria-label={`Forget ${visibleString(entry.name)}`} onClick={() => void forgetRecent(entry)}>
            Forget
          </Button>
        </span>
      ),
  },
];

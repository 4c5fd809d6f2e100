import { useCallback, useState } from 'react';
import type { JournalCheck, JournalEntry } from '#shared/model/journal.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Hash } from '../../parts/hash.tsx';
import { Instant } from '../../parts/instant.tsx';
import { VerdictMark } from '../../parts/marks.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useApp } from '../../state/app-state.ts';
import { useCase } from '../../state/case-state.ts';
import { usePages } from '../../state/use-pages.ts';
import styles from './journal-panel.module.css';
import { checkSentence, dataText, meaningOf } from './journal-words.ts';

/** Every act on this case, and what checking the chain of them showed just now. */
export function JournalPanel() {
  const revision = useCase((state) => state.revision);
  const keyStore = useApp((state) => state.info?.keyStore ?? null);
  const [check, setCheck] = useState<JournalCheck | null>(null);
  const [selected, setSelected] = useState<number | null>(null);
  const fetchPage = useCallback(async (after: string | null) => {
    const answer = await call('journal.page', { after, limit: 200 });
    if (!answer.ok) return answer;
    setCheck(answer.value.check);
    return { ok: true, value: { rows: answer.value.entries, next: answer.value.next } } as const;
  }, []);
  const pages = usePages<JournalEntry>(`journal ${revision}`, fetchPage);
  const shown = pages.rows.find(({ seq }) => seq === selected) ?? null;

  return (
    <div className={styles.panel}>
      {check !== null && <Check check={check} keyStore={keyStore} />}
      <VirtualTable
        label="Custody journal"
        columns={columns}
        rows={pages.rows}
        rowKey={({ seq }) => String(seq)}
        total={check?.entries}
        selected={selected === null ? null : String(selected)}
        onSelect={({ seq }) => setSelected(seq)}
        onNearEnd={pages.loadMore}
        empty={pages.loading || pages.withheld || pages.problem !== null ? undefined : <EmptyState title="The journal is empty" next="The first act on the case, its creation, should be here." />}
        foot={
          pages.problem !== null ? (
            <ProblemNote problem={pages.problem}>
              <Button small onClick={pages.reload}>
                Try again
              </Button>
            </ProblemNote>
          ) : undefined
        }
      />
      {shown !== null && <Entry entry={shown} />}
    </div>
  );
}

function Check({ check, keyStore }: { readonly check: JournalCheck; readonly keyStore: string | null }) {
  const failed = check.firstFailure !== null;
  return (
    <section aria-label="Check of the journal" className={styles.check}>
      <div className={styles.checkWords}>
        <VerdictMark verdict={failed ? 'failed' : check.entries === 0 ? 'not checked' : 'verified'}>{checkSentence(check)}</VerdictMark>
        <p className={styles.limits}>{meaningOf(check)}</p>
      </div>
      <dl className={styles.heads}>
        <div>
          <dt>Head</dt>
          <dd>{check.headHash === null ? 'none' : <Hash value={check.headHash} name="head hash" whole />}</dd>
        </div>
        {check.keys.map((key) => (
          <div key={key}>
            <dt>Key</dt>
            <dd>
              <Hash value={key} name="public key" whole />
            </dd>
          </div>
        ))}
        {keyStore !== null && (
          <div>
            <dt>Kept in</dt>
            <dd>
              <VisibleText text={keyStore} />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Entry({ entry }: { readonly entry: JournalEntry }) {
  return (
    <section aria-label={`Entry ${entry.seq}`} className={styles.entry}>
      <dl className={styles.heads}>
        <div>
          <dt>Hash</dt>
          <dd>
            <Hash value={entry.hash} name="entry hash" whole />
          </dd>
        </div>
        <div>
          <dt>Before it</dt>
          <dd>
            <Hash value={entry.prev} name="previous hash" whole />
          </dd>
        </div>
        <div>
          <dt>Build</dt>
          <dd>
            <VisibleText text={entry.build} />
          </dd>
        </div>
      </dl>
      <pre className={styles.data}>
        <VisibleText text={JSON.stringify(entry.data, null, 2)} lines />
      </pre>
    </section>
  );
}

const columns: readonly Column<JournalEntry>[] = [
  { id: 'seq', title: 'Entry', width: 72, align: 'end', cell: ({ seq }) => <span className="mono">{countText(seq)}</span> },
  { id: 'at', title: 'Signed at', width: 208, cell: ({ at }) => <Instant at={at} show="both" /> },
  { id: 'act', title: 'Act', width: 180, cell: ({ act }) => <VisibleText text={act} /> },
  { id: 'actor', title: 'Account', width: 120, cell: ({ actor }) => <VisibleText text={actor} /> },
  {
    id: 'data',
    title: 'What',
    width: 240,
    grow: 1,
    cell: ({ data }) => (
      <span className={`mono ${styles.what}`} title={visibleString(dataText(data))}>
        <VisibleText text={dataText(data)} />
      </span>
    ),
  },
  { id: 'hash', title: 'Hash', width: 128, cell: ({ hash }) => <Hash value={hash} name="entry hash" /> },
];

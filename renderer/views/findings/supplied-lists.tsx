import { Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SuppliedList, SuppliedListKind } from '#shared/model/supplied-list.ts';
import type { Problem } from '#shared/result.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { annotationsChanged } from '../../state/annotations-state.ts';
import { useCase } from '../../state/case-state.ts';
import { base64OfBytes } from '../../state/integrity-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './supplied-lists.module.css';

const asks: Readonly<Record<SuppliedListKind, { readonly title: string; readonly columns: string; readonly schema: string }>> = {
  'authority list': { title: 'Who may approve what', columns: 'principal, action, limit, currency, from, until', schema: 'authority-list.schema.json' },
  roster: { title: 'Who was active when', columns: 'principal, from, until', schema: 'roster.schema.json' },
};
const largest = 64 * 1024 * 1024;

/** The lists a rule goes by, and the way to supply one: what a rule that is not checked waits for. */
export function SuppliedLists({ list, open }: { readonly list: SuppliedListKind; /** The form is shown without asking. */ readonly open: boolean }) {
  const revision = useCase((state) => state.revision);
  const { value } = useAnswer('findings.supplied', {}, revision);
  const [adding, setAdding] = useState(false);
  const standing = (value ?? []).filter((one) => one.list === list);
  return (
    <section className={styles.lists} aria-label={asks[list].title}>
      {standing.map((one) => (
        <Standing key={one.seq} list={one} />
      ))}
      {open || adding ? (
        <SupplyForm list={list} onDone={() => setAdding(false)} />
      ) : (
        <Button small look="link" onClick={() => setAdding(true)}>
          Supply another {list}…
        </Button>
      )}
    </section>
  );
}

function SupplyForm({ list, onDone }: { readonly list: SuppliedListKind; readonly onDone: () => void }) {
  const [zone, setZone] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const { columns, schema } = asks[list];
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setBusy(true);
    setProblem(await supply(list, file, zone.trim() === '' ? null : zone.trim(), onDone));
    setBusy(false);
  };
  return (
    <div
      className={styles.form}
      role="group"
      data-takes-files
      aria-label={`Supply the ${list}`}
      onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void take(event.dataTransfer.files[0]);
      }}
    >
      <p className={styles.lead}>
        A CSV with the columns <span className="mono">{columns}</span>, or JSON as in <span className="mono">resources/schemas/{schema}</span>. A date alone is its first instant; <span className="mono">until</span> is excluded.
      </p>
      <div className={styles.row}>
        <TextField label="Zone of its times, where they state none" placeholder="Europe/Berlin, UTC, +02:00" value={zone} onChange={setZone} className={styles.zone} />
        <input
          ref={chooser}
          type="file"
          accept=".csv,.tsv,.txt,.json"
          hidden
          aria-label={`File of the ${list}`}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button look="primary" icon={Paperclip} disabled={busy} onClick={() => chooser.current?.click()}>
          Choose the {list}…
        </Button>
      </div>
      <p className={styles.quiet}>It is kept in the vault and the journal; every run is then surveyed again. It can be withdrawn.</p>
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

function Standing({ list: { seq, list, name, entries, zone, unread, by, at } }: { readonly list: SuppliedList }) {
  const [reason, setReason] = useState<string | null>(null);
  return (
    <div className={styles.standing}>
      <p className={styles.row}>
        <span className={styles.words}>
          Goes by the {list} <strong><VisibleText text={name} /></strong>, {countedText(entries, 'entry', 'entries')}
          <span className={styles.quiet}>
            {' '}
            · supplied by <VisibleText text={by} />, <Instant at={String(BigInt(Date.parse(at)) * 1_000_000n)} show="both" />, journal entry {countText(seq)}
            {zone !== null && ` · zone ${zone}`}
            {unread.length > 0 && (
              <>
                {' · not read: '}
                <VisibleText text={unread.slice(0, 8).join(', ')} />
              </>
            )}
          </span>
        </span>
        <Button small look="quiet" disabled={reason !== null} aria-label={`Withdraw ${visibleString(name)}`} onClick={() => setReason('')}>
          Withdraw…
        </Button>
      </p>
      {reason !== null && (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '') void withdraw(seq, name, reason.trim());
          }}
        >
          <TextField label="Why it no longer counts" autoFocus value={reason} onChange={setReason} className={styles.zone} />
          <Button type="submit" small look="primary" disabled={reason.trim() === ''}>
            Withdraw it
          </Button>
          <Button small look="quiet" onClick={() => setReason(null)}>
            Keep it
          </Button>
        </form>
      )}
    </div>
  );
}

async function supply(list: SuppliedListKind, file: File, zone: string | null, onDone: () => void): Promise<Problem | null> {
  if (file.size > largest) return { code: 'list-too-large', message: `${file.name} has more than 64 MB; such a list is not read.` };
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return { code: 'file-unreadable', message: `${file.name} could not be read.`, nextStep: 'Choose the file itself, not a folder.' };
  const answer = await call('findings.supply', { list, name: file.name, base64: base64OfBytes(new Uint8Array(bytes)), zone });
  if (!answer.ok) return answer.problem;
  annotationsChanged(`Supplied the ${list} ${file.name}`);
  onDone();
  return null;
}

async function withdraw(seq: number, name: string, reason: string): Promise<void> {
  const answer = await call('findings.withdraw', { seq, reason });
  if (answer.ok) annotationsChanged(`Withdrew ${name}`);
}

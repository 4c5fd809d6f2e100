import { Package } from 'lucide-react';
import { useState } from 'react';
import type { MadeBag } from '#shared/model/bag.ts';
import type { VaultItem } from '#shared/model/case.ts';
import type { Problem } from '#shared/result.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { Bytes } from '../../parts/bytes.tsx';
import { Checkbox } from '../../parts/checkbox.tsx';
import { countedText } from '../../parts/count-text.ts';
import { Hash } from '../../parts/hash.tsx';
import { Instant } from '../../parts/instant.tsx';
import { LongName } from '../../parts/long-name.tsx';
import { type PlainColumn, PlainTable } from '../../parts/plain-table.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { useJobs } from '../../state/jobs-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import panel from './panel.module.css';
import styles from './packages-panel.module.css';

/** Hands the case over: what goes in, what is left out and why, and what was exported before. */
export function PackagesPanel() {
  const current = useCase((state) => state.current);
  const revision = useCase((state) => state.revision);
  const running = useJobs((state) => state.running.find(({ kind }) => kind === 'bundle') ?? null);
  const ended = useJobs((state) => state.finished.findLast(({ kind }) => kind === 'bundle') ?? null);
  const originals = useAnswer('evidence.vault', {}, revision);
  const made = useAnswer('bag.made', {}, revision);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const [where, setWhere] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  if (current === null) return null;

  const items = originals.value ?? [];
  const needsReason = left.size > 0 && reason.trim() === '';
  const takes = (sha256: string, taken: boolean): void => setLeft((before) => new Set(taken ? [...before].filter((other) => other !== sha256) : [...before, sha256]));

  async function exportPackage(): Promise<void> {
    setProblem(null);
    const without = [...left].map((what) => ({ what, reason: reason.trim() }));
    const answer = await call('bag.makeDialog', { suggestedName: `${current?.name ?? 'case'} evidence package.zip`, where: where.trim(), without, incident: null });
    if (!answer.ok) setProblem(answer.problem);
  }

  const wrong = problem ?? ended?.problem ?? originals.problem ?? made.problem;
  return (
    <div className={panel.panel}>
      <div className={styles.body}>
        <section className={styles.form} aria-labelledby="package-export">
          <h2 id="package-export" className={styles.title}>
            Export an evidence package
          </h2>
          <p className={styles.words}>
            One zip with the originals, the custody journal, verdicts, runs and lineages, methods, a certification draft and a viewer that opens in a browser. It is signed with this installation’s key, and <span className="mono">sha256sum</span> and <span className="mono">openssl</span> check it without Proofline. Every original is hashed once more while it is written.
          </p>
          {items.length > 0 && <PlainTable label="Originals in the package" columns={originalColumns(left, takes)} rows={items} rowKey={({ sha256 }) => sha256} />}
          <div className={styles.options}>
            <TextField label="Runs whose records and lineages go in" value={where} onChange={setWhere} mono placeholder="all runs" hint="A search, as in the box above. The originals stay whole." />
            {left.size > 0 && <TextField label="Why originals are left out" value={reason} onChange={setReason} wrong={needsReason} hint={needsReason ? 'The package states a reason for what it leaves out.' : `${countedText(left.size, 'original')} left out: name, size and hash stay, and nothing that was read from it.`} />}
          </div>
          <div className={styles.actions}>
            <Button look="primary" icon={Package} disabled={running !== null || needsReason || items.length === 0} onClick={() => void exportPackage()}>
              Export an evidence package…
            </Button>
            {running !== null && <ProgressBar label={running.title} share={running.bytesTotal <= 0 ? null : Math.min(0.999, running.bytesDone / running.bytesTotal)} wide />}
            {running !== null && <span role="status">{running.step}</span>}
          </div>
          {wrong !== null && wrong !== undefined && <ProblemNote problem={wrong} />}
        </section>
        <section aria-labelledby="packages-made">
          <h2 id="packages-made" className={styles.title}>
            Exported from this case
          </h2>
          {made.value === null || made.value.length === 0 ? (
            <p className={styles.words}>No package was exported yet.</p>
          ) : (
            <>
              <p className={styles.words}>The SHA-256 is of the zip as it was written. Give it to the receiver by another way, or have it time-stamped.</p>
              <PlainTable label="Exported packages" columns={madeColumns} rows={made.value} rowKey={({ seq }) => String(seq)} />
            </>
          )}
        </section>
      </div>
    </div>
  );
}

function originalColumns(left: ReadonlySet<string>, takes: (sha256: string, taken: boolean) => void): readonly PlainColumn<VaultItem>[] {
  return [
    { id: 'take', title: 'In', width: '40px', cell: ({ sha256, name }) => <Checkbox label={`Take ${name}`} checked={!left.has(sha256)} onChange={(taken) => takes(sha256, taken)} /> },
    { id: 'name', title: 'Original', cell: ({ name }) => <LongName text={name} /> },
    { id: 'bytes', title: 'Size', width: '96px', align: 'end', cell: ({ bytes }) => <Bytes of={bytes} /> },
    { id: 'sha256', title: 'SHA-256', width: '160px', cell: ({ sha256 }) => <Hash value={sha256} name="SHA-256" /> },
  ];
}

const madeColumns: readonly PlainColumn<MadeBag>[] = [
  { id: 'at', title: 'Made', width: '168px', cell: ({ at }) => <Instant at={at} show="minute" /> },
  { id: 'file', title: 'File', cell: ({ file }) => <VisibleText text={file} /> },
  { id: 'originals', title: 'Originals', width: '152px', cell: ({ originals, omitted }) => (omitted.length === 0 ? `all ${originals}` : `${originals} of ${originals + omitted.length}, ${omitted.length} left out`) },
  { id: 'bytes', title: 'Size', width: '96px', align: 'end', cell: ({ bytes }) => <Bytes of={bytes} /> },
  { id: 'sha256', title: 'SHA-256 of the zip', width: '160px', cell: ({ sha256 }) => <Hash value={sha256} name="SHA-256" /> },
  { id: 'seq', title: 'Journal', width: '72px', align: 'end', cell: ({ seq }) => String(seq) },
];

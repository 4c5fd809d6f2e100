import { useState } from 'react';
import type { FindingEvidence } from '#shared/model/finding.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { excerptOf } from './excerpt-of.ts';
import styles from './findings-view.module.css';

const around = 120;

/** The values a finding rests on, each with its place; the chosen one with the bytes around it, read back from the vault now. */
export function EvidenceList({ evidence, severalRuns }: { readonly evidence: readonly FindingEvidence[]; readonly severalRuns: boolean }) {
  const [chosen, setChosen] = useState(0);
  const shown = evidence[chosen] ?? evidence[0];
  if (shown === undefined) return <p className={styles.quiet}>No bytes state it: the finding rests on what is not recorded.</p>;
  return (
    <div className={styles.evidence}>
      <ul aria-label="Values it rests on" className={styles.values}>
        {evidence.map((value, index) => (
          <li key={`${value.run} ${value.value} ${value.offset}`}>
            <button type="button" aria-pressed={value === shown} className={styles.value} onClick={() => setChosen(index)}>
              <span className={styles.valueName}>
                <VisibleText text={value.value} />
                {severalRuns && <span className={styles.quiet}> {value.run.slice(0, 8)}</span>}
              </span>
              <span className={styles.valueText}>
                <VisibleText text={value.text} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Excerpt of={shown} />
    </div>
  );
}

function Excerpt({ of: { source, sourceKey, offset, length } }: { readonly of: FindingEvidence }) {
  const from = Math.max(0, offset - around);
  const { value, problem } = useAnswer('record.bytes', { sourceKey, offset: from, length: Math.min(length, 4000) + (offset - from) + around });
  const excerpt = value === null || value.offset !== from ? null : excerptOf(value, offset, length);
  return (
    <div className={styles.excerptHolder}>
      <p className={styles.place}>
        <VisibleText text={source} /> · bytes {offset}–{offset + length}
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <pre className={styles.excerpt} tabIndex={0} aria-label={`Bytes of ${visibleString(source)} around ${offset}`}>
        {excerpt !== null && (
          <>
            <VisibleText text={excerpt.before} />
            <mark className={styles.marked}>
              <VisibleText text={excerpt.value} />
            </mark>
            <VisibleText text={excerpt.after} />
          </>
        )}
      </pre>
    </div>
  );
}

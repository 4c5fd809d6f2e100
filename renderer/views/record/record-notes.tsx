import type { SubjectRecord } from '#shared/model/subject-record.ts';
import { Instant } from '../../parts/instant.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './record-view.module.css';

/** Texts that went out, disputes about it, and what this evidence does not cover. */
export function RecordNotes({ record: { texts, disputes, uncovered } }: { readonly record: SubjectRecord }) {
  return (
    <>
      {texts.length > 0 && (
        <section aria-label="Texts">
          <SectionHeader title="Texts" detail="as sent where the record has it, else as drafted" />
          <ul className={styles.list}>
            {texts.map(({ at, run, externalId, channel, text, draftOnly }) => (
              <li key={run}>
                <Instant at={at} show="both" absent="no time" />{' '}
                <button type="button" className={styles.open} onClick={() => goTo({ view: 'runs', run })}>
                  <VisibleText text={externalId} />
                </button>{' '}
                <span className={styles.absent}>
                  {draftOnly ? 'draft; no text is recorded as sent' : 'sent'}
                  {channel !== null && <VisibleText text={` by ${channel}`} />}
                </span>
                <p className={styles.text}>
                  <VisibleText text={text} lines />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {disputes.length > 0 && (
        <section aria-label="Disputes">
          <SectionHeader title="Disputes" />
          <ul className={styles.list}>
            {disputes.map(({ run, externalId, id, filedAt, filedBy, reason, outcome }) => (
              <li key={`${run} ${id ?? ''}`}>
                <VisibleText text={`${id ?? 'no id recorded'} · filed ${filedAt ?? 'at no recorded time'} by ${filedBy ?? 'nobody named'} · ${reason ?? 'no reason recorded'} · ${outcome ?? 'no decision recorded'}`} />{' '}
                <button type="button" className={styles.open} onClick={() => goTo({ view: 'runs', run })}>
                  <VisibleText text={externalId} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label="What this evidence does not cover">
        <SectionHeader title="What this evidence does not cover" />
        <ul className={styles.list}>
          {uncovered.map((line) => (
            <li key={line}>
              <VisibleText text={line} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

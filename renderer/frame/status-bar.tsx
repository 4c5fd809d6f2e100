import { Check, CircleDashed, CircleQuestionMark, CircleX, KeyRound, Lock, ShieldAlert, X } from 'lucide-react';
import { IconButton } from '../parts/button.tsx';
import { countedText, countText, durationText } from '../parts/count-text.ts';
import { Icon } from '../parts/icon.tsx';
import { Instant } from '../parts/instant.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { visibleString } from '../parts/visible-characters.ts';
import { VisibleText } from '../parts/visible-text.tsx';
import { useAnnotations } from '../state/annotations-state.ts';
import { useApp } from '../state/app-state.ts';
import { useCase } from '../state/case-state.ts';
import { showJob } from '../state/import-state.ts';
import { cancelJob, useJobs } from '../state/jobs-state.ts';
import { useAnswer } from '../state/use-answer.ts';
import { goTo, useView } from '../state/view-state.ts';
import { shareDone } from './job-words.ts';
import { countShown, integrityWords } from './integrity-words.ts';
import styles from './status-bar.module.css';

export function StatusBar() {
  const info = useApp((state) => state.info);
  const current = useCase((state) => state.current);
  return (
    <footer className={styles.bar}>
      {current === null ? (
        <span className={styles.cell}>
          <Icon of={Lock} size="xs" /> Nothing leaves this computer
        </span>
      ) : (
        <>
          <RunCount />
          <Sources />
        </>
      )}
      <Jobs />
      <LastNote />
      <span className={styles.space} />
      {current !== null && <JournalHead entries={current.journalEntries} at={current.journalHeadAt} />}
      {info !== null && !info.sandboxed && (
        <span className={`${styles.cell} ${styles.caution}`} title="The part that reads foreign files runs without the operating system's sandbox here.">
          <Icon of={ShieldAlert} size="s" /> No sandbox
        </span>
      )}
      {info !== null && (
        <span className={styles.cell} title={`Signing key: ${info.keyStore}`}>
          <Icon of={KeyRound} size="xs" /> <span className={styles.keyStore}>{info.keyStore}</span>
        </span>
      )}
      {info !== null && (
        <span className={styles.cell} title={info.shell}>
          Proofline {info.version}
        </span>
      )}
    </footer>
  );
}

function RunCount() {
  const where = useView((state) => state.place.where);
  const revision = useCase((state) => state.revision);
  const { value, problem, withheld } = useAnswer('runs.count', { where }, revision);
  if (withheld) return <span className={styles.cell}>counted when the import ends</span>;
  if (problem !== null) return <span className={styles.cell}>runs not counted</span>;
  if (value === null) return <span className={styles.cell}>counting runs…</span>;
  return (
    <span className={styles.cell}>
      {countText(value.matching)} of {countedText(value.total, 'run')}
    </span>
  );
}

const integrityIcons = { failed: CircleX, 'not checked': CircleDashed, verified: Check, 'cannot be known': CircleQuestionMark } as const;
const integrityTones = { failed: styles.fail, 'not checked': styles.caution, verified: styles.ok, 'cannot be known': styles.quiet } as const;

function Sources() {
  const sources = useCase((state) => state.sources);
  const checked = useCase((state) => state.checked);
  return (
    <>
      <span className={styles.cell}>{countedText(sources.length, 'source')}</span>
      {integrityWords(sources, checked).map((said) => (
        <span key={said.words} className={`${styles.cell} ${styles.shrinks} ${integrityTones[said.mark]}`} title={visibleString(said.details.join(' · '))}>
          <Icon of={integrityIcons[said.mark]} size="s" />
          <span className={styles.cut}>
            {countShown(said) && `${countText(said.count)} `}
            <VisibleText text={said.words} />
          </span>
        </span>
      ))}
    </>
  );
}

/** What was just written beside the runs, so that a key pressed is a key heard. */
function LastNote() {
  const said = useAnnotations((state) => state.said);
  return (
    <span role="status" className={said === null ? 'hidden-text' : `${styles.cell} ${styles.shrinks}`}>
      <span className={styles.cut}>{said !== null && <VisibleText text={said} />}</span>
    </span>
  );
}

function JournalHead({ entries, at }: { readonly entries: number; readonly at: string | null }) {
  return (
    <span className={styles.cell}>
      {at === null ? (
        'Journal empty'
      ) : (
        <>
          Journal entry {countText(entries)} signed <Instant at={at} className={styles.time} />
        </>
      )}
    </span>
  );
}

function Jobs() {
  const running = useJobs((state) => state.running);
  return running.map((job) => {
    const share = shareDone(job.bytesDone, job.bytesTotal);
    return (
      <span key={job.jobId} className={styles.cell}>
        <button type="button" className={styles.job} onClick={() => (job.kind === 'check' ? goTo({ view: 'integrity' }) : job.kind === 'survey' ? goTo({ view: 'findings' }) : showJob(job.jobId))} title={job.step}>
          <span className={styles.cut}>
            <VisibleText text={job.title} />
          </span>
          {share === null ? '' : ` ${Math.floor(share * 100)} %`}
          {job.secondsLeft === null ? null : <span className={styles.left}> · {durationText(job.secondsLeft)} left</span>}
        </button>
        <ProgressBar label={job.title} share={share} />
        {job.canCancel && <IconButton icon={X} label={`Cancel ${job.title}`} small onClick={() => void cancelJob(job.jobId)} />}
      </span>
    );
  });
}

import { Inbox } from 'lucide-react';
import { useState } from 'react';
import type { OverviewSummary } from '#shared/ipc/answers.ts';
import { Button } from '../../parts/button.tsx';
import { countedText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { instantText } from '../../parts/instant-text.ts';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { useApp } from '../../state/app-state.ts';
import { useCase } from '../../state/case-state.ts';
import { chooseFilesToImport, showJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Breakdowns } from './breakdowns.tsx';
import { CompletenessHeat } from './completeness-heat.tsx';
import styles from './overview-view.module.css';
import { SourcesCovered } from './sources-covered.tsx';
import { TopFindings } from './top-findings.tsx';
import { Unknowns } from './unknowns.tsx';
import { VersionsInUse } from './versions-in-use.tsx';

/** What was handed in, how far it reaches, and what it cannot tell. */
export function OverviewView() {
  const revision = useCase((state) => state.revision);
  const { value, problem, withheld, pending, reload } = useAnswer('overview.summary', {}, revision);
  return (
    <section aria-label="Overview" className={styles.view} aria-busy={pending}>
      <ViewHeader title="Overview" detail={value !== null && <Detail summary={value} />} />
      {problem !== null && (
        <ProblemNote problem={problem}>
          <Button small onClick={reload}>
            Try again
          </Button>
        </ProblemNote>
      )}
      {value === null && withheld && <JobUnderWay onShow={showJob} />}
      {value === null && pending && <EmptyState title="Reading the case…" />}
      {value !== null && (value.sources.length === 0 ? <NothingYet /> : <Sections summary={value} />)}
    </section>
  );
}

const fewSources = 6;

function Sections({ summary }: { readonly summary: OverviewSummary }) {
  const [all, setAll] = useState(false);
  const most = all ? summary.sources.length : fewSources;
  return (
    <div className={styles.body} tabIndex={0} role="region" aria-label="Overview of the case">
      <SourcesCovered summary={summary} most={most}>
        {summary.sources.length > fewSources && (
          <Button small look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Show ${fewSources} sources` : `Show all ${summary.sources.length} sources`}
          </Button>
        )}
      </SourcesCovered>
      <CompletenessHeat summary={summary} most={most} />
      <div className={styles.grid}>
        <div className={styles.left}>
          <VersionsInUse summary={summary} />
          <Breakdowns summary={summary} />
        </div>
        <div className={styles.right}>
          <TopFindings />
          <Unknowns unknowns={summary.unknowns} />
        </div>
      </div>
    </div>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={Inbox} title="No source in this case yet" next="Drop an audit export on the window: a file, a folder or an archive.">
      <Button look="primary" onClick={() => void chooseFilesToImport()}>
        Choose files…
      </Button>
    </EmptyState>
  );
}

function Detail({ summary: { case: info, sources } }: { readonly summary: OverviewSummary }) {
  const zone = useApp((state) => state.zone);
  const days = spanOfDays(sources.map(({ firstAt }) => firstAt), sources.map(({ lastAt }) => lastAt), zone);
  return (
    <>
      {countedText(info.records, 'record')} · {countedText(info.runs, 'run')}
      {days !== null && ` · ${days}`}
    </>
  );
}

function spanOfDays(firsts: readonly (string | null)[], lasts: readonly (string | null)[], zone: 'utc' | 'local'): string | null {
  const known = (times: readonly (string | null)[]): readonly bigint[] => times.flatMap((at) => (at === null ? [] : [BigInt(at)]));
  const from = known(firsts).reduce<bigint | null>((least, at) => (least === null || at < least ? at : least), null);
  const to = known(lasts).reduce<bigint | null>((most, at) => (most === null || at > most ? at : most), null);
  if (from === null || to === null) return null;
  const [first, last] = [instantText(String(from), zone), instantText(String(to), zone)];
  if (first === null || last === null) return null;
  return `${first.date === last.date ? first.date : `${first.date} to ${last.date}`}, ${zone === 'utc' ? 'UTC' : first.offset}`;
}

import { BookOpen, FileDown } from 'lucide-react';
import { useState } from 'react';
import type { VersionReview } from '#shared/model/version-review.ts';
import type { VersionContradiction, VersionEntry, Versions } from '#shared/model/version.ts';
import { Button } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SectionHeader, ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { chooseFilesToImport, showJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useView } from '../../state/view-state.ts';
import { Deployments } from './deployments.tsx';
import { deploymentAxis } from './deployment-rows.ts';
import { EntryPane } from './entry-pane.tsx';
import { InForce } from './in-force.tsx';
import { RateTable } from './rate-table.tsx';
import { RuleTable } from './rule-table.tsx';
import styles from './versions-view.module.css';

/** Which versions and rules were deployed when, what was decided under them, and what an owner reviews. */
export function VersionsView() {
  const where = useView((state) => state.place.where);
  const revision = useCase((state) => state.revision);
  const versions = useAnswer('versions.list', {}, revision);
  const review = useAnswer('versions.rates', { where }, revision);
  const problem = versions.problem ?? review.problem;
  return (
    <section aria-label="Versions and rules" aria-busy={versions.pending || review.pending} className={styles.view}>
      <ViewHeader title="Versions and rules" detail={versions.value !== null && <span>{headline(versions.value)}</span>}>
        <Button small icon={FileDown} onClick={() => void chooseFilesToImport()}>
          Import a registry…
        </Button>
      </ViewHeader>
      {problem !== null && <ProblemNote problem={problem} />}
      {(versions.withheld || review.withheld) && versions.value === null && <JobUnderWay onShow={showJob} />}
      {versions.value !== null && <Known versions={versions.value} review={review.value} where={where} revision={revision} />}
    </section>
  );
}

function headline({ entries, contradictions, more }: Versions): string {
  const stated = entries.filter(({ basis }) => basis === 'registry').length;
  return `${countedText(entries.length, 'deployment')}, ${countText(stated)} of them from a registry · ${countedText(contradictions.length, 'contradiction')}${more ? ' listed, more exist' : ''}`;
}

function Known({ versions: { entries, contradictions, more }, review, where, revision }: { readonly versions: Versions; readonly review: VersionReview | null; readonly where: string; readonly revision: number }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const axis = deploymentAxis(entries);
  const entry = entries.find((one) => entryKey(one) === chosen) ?? null;
  if (axis === null) return <EmptyState icon={BookOpen} title="No version is known" next="No imported registry names one, and no run does. A registry is a JSON file of models, prompts, rules and policies with the time each was deployed; its schema is in resources/schemas/version-registry.schema.json." />;
  const registry = entries.some(({ basis }) => basis === 'registry');
  return (
    <div className={styles.body}>
      <div className={styles.scroll}>
        {!registry && (
          <p className={styles.note}>No version registry is imported: every deployment below is inferred from its first use in the runs, and may have begun earlier. Import a registry to have deployment dates, changelogs, approvers, conditions and owners.</p>
        )}
        <InForce revision={revision} />
        <Deployments entries={entries} axis={axis} chosen={chosen} onChoose={(one) => setChosen(one === null || entryKey(one) === chosen ? null : entryKey(one))} />
        <Contradictions contradictions={contradictions} more={more} />
        <RuleTable entries={entries} review={review} where={where} span={axis} />
        <RateTable review={review} where={where} span={axis} />
      </div>
      {entry !== null && <EntryPane entry={entry} review={review} where={where} onClose={() => setChosen(null)} />}
    </div>
  );
}

export function entryKey({ kind, name, version, from, basis }: VersionEntry): string {
  return JSON.stringify([kind, name, version, from, basis]);
}

function Contradictions({ contradictions, more }: Pick<Versions, 'contradictions' | 'more'>) {
  if (contradictions.length === 0) return null;
  return (
    <section aria-label="Contradictions">
      <SectionHeader title="Contradictions" detail="entries that cannot both be the whole truth; both stay" />
      <ul className={styles.contradictions}>
        {contradictions.map((one) => (
          <Contradiction key={JSON.stringify([one.kind, one.name, one.versions, one.what])} contradiction={one} />
        ))}
        {more && <li>More exist than are listed.</li>}
      </ul>
    </section>
  );
}

function Contradiction({ contradiction: { kind, name, what, stated } }: { readonly contradiction: VersionContradiction }) {
  return (
    <li>
      {kind} <VisibleText text={name} className="mono" />: <VisibleText text={what} />{' '}
      <span className={styles.quiet}>
        <VisibleText text={stated.map(({ source, offset }) => `${source} @${offset}`).join(', ')} />
      </span>
    </li>
  );
}

import { Columns2, TextAlignStart, Workflow } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { ProcessVariant, ProcessVariants } from '#shared/model/variant.ts';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { classNames } from '../../parts/class-names.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { RunList } from '../../parts/run-list.tsx';
import { SurveyNote } from '../../parts/survey-note.tsx';
import { VariantMarks, variantWords } from '../../parts/variant-marks.tsx';
import { Toolbar, ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useApp } from '../../state/app-state.ts';
import { useCase } from '../../state/case-state.ts';
import { showJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { adjustPlace, goTo, useView } from '../../state/view-state.ts';
import { isAsked, readyQuestions, toggleQuestion } from './questions.ts';
import styles from './variants-view.module.css';

const most = 200;

/** Runs by the sequence of stages their records tell. What is out of order or left out is said in words. */
export function VariantsView() {
  const { where, about } = useView((state) => state.place);
  const revision = useCase((state) => state.revision);
  const { value, problem, pending, withheld, reload } = useAnswer('variants.list', { where, most }, revision);
  const chosen = value?.variants?.find(({ variant }) => `variant ${variant}` === about) ?? null;
  return (
    <section aria-label="Variants" aria-busy={pending} className={styles.view}>
      <ViewHeader title="Process variants" detail={value !== null && value.variants !== null && <span>{headline(value)}</span>} />
      <Toolbar label="Ready questions">
        <span className={styles.ask}>Ask</span>
        {readyQuestions.map((question) => (
          <Button key={question.title} small aria-pressed={isAsked(where, question)} className={classNames(isAsked(where, question) && styles.asked)} onClick={() => goTo({ where: toggleQuestion(where, question), about: null })}>
            {question.title}
          </Button>
        ))}
      </Toolbar>
      {problem !== null && (
        <ProblemNote problem={problem}>
          <Button small onClick={reload}>Try again</Button>
        </ProblemNote>
      )}
      {withheld && value === null && <JobUnderWay onShow={showJob} />}
      {value !== null && problem === null && (value.variants === null ? <SurveyNote survey={value.survey} /> : <Found found={value} variants={value.variants} chosen={chosen} where={where} revision={revision} />)}
    </section>
  );
}

function headline({ matching, total, variants, more }: ProcessVariants): string {
  const all = (variants?.length ?? 0) + more.variants;
  return `${countText(matching)} of ${countText(total)} runs in ${countedText(all, 'variant')}`;
}

interface FoundProps {
  readonly found: ProcessVariants;
  readonly variants: readonly ProcessVariant[];
  readonly chosen: ProcessVariant | null;
  readonly where: string;
  readonly revision: number;
}

function Found({ found, variants, chosen, where, revision }: FoundProps) {
  if (found.total === 0) return <EmptyState icon={Workflow} title="No runs yet" next="Import evidence: runs are grouped here by the stages their records tell." />;
  if (variants.length === 0) return <EmptyState icon={Workflow} title="No run matches the search" next="Loosen the search, or take a question above out again." />;
  return (
    <div className={classNames(styles.body, chosen !== null && styles.withRuns)}>
      <div className={styles.scroll}>
        <VariantList found={found} variants={variants} chosen={chosen} />
        {found.more.variants > 0 && <p className={styles.foot}>{`The ${countText(variants.length)} variants of most runs are listed; ${countedText(found.more.variants, 'more variant')} hold ${countedText(found.more.runs, 'run')}.`}</p>}
        <p className={styles.foot}>Stages stand in the order of their recorded times; at the same instant, or without one, in the order of the standard. An empty dashed place is a stage no record speaks of: not recorded, which is not the same as not happened.</p>
      </div>
      {chosen !== null && <ChosenVariant variant={chosen} where={where} revision={revision} />}
    </div>
  );
}

function VariantList({ found, variants, chosen }: Pick<FoundProps, 'found' | 'variants' | 'chosen'>) {
  const [focused, setFocused] = useState(0);
  const singleLetterKeys = useApp((state) => state.singleLetterKeys);
  const largest = Math.max(1, ...variants.map(({ runs }) => runs));
  const choose = (one: ProcessVariant): void => adjustPlace({ about: `variant ${one.variant}` });
  const onKey = (event: KeyboardEvent<HTMLUListElement>): void => {
    const letter = singleLetterKeys ? event.key : '';
    const step = event.key === 'ArrowDown' || letter === 'j' ? 1 : event.key === 'ArrowUp' || letter === 'k' ? -1 : 0;
    if (event.key === 'Escape' && chosen !== null) adjustPlace({ about: null });
    else if (step === 0) return;
    const next = Math.min(variants.length - 1, Math.max(0, focused + step));
    event.preventDefault();
    event.stopPropagation();
    if (step === 0) return;
    setFocused(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <ul aria-label="Variants, most runs first" className={styles.list} onKeyDown={onKey}>
      {variants.map((one, index) => (
        <li key={one.variant}>
          <button type="button" tabIndex={index === focused ? 0 : -1} aria-pressed={one === chosen} className={classNames(styles.row, one === chosen && styles.chosen)} onFocus={() => setFocused(index)} onClick={() => (one === chosen ? adjustPlace({ about: null }) : choose(one))}>
            <span className={styles.count}>
              <span className={styles.runs}>{countText(one.runs)}</span>
              <span className={styles.of}>of {countText(found.matching)}</span>
              <span className={styles.track} aria-hidden>
                <i style={{ width: `${Math.max(1, (one.runs / largest) * 100)}%` }} />
              </span>
            </span>
            <span className={styles.middle}>
              <VariantMarks marks={one.marks} undrawn={one.undrawn} />
              <span className={styles.facts}>
                {one.actions.map(({ action, runs }) => (
                  <span key={action ?? ''} className={styles.action}>
                    {action === null ? 'action not recorded' : <VisibleText text={action} />} <span className="figures">{countText(runs)}</span>
                  </span>
                ))}
                <span className={styles.span}>
                  <Instant at={one.firstAt} show="minute" /> – <Instant at={one.lastAt} show="minute" />
                </span>
              </span>
            </span>
            <span className={styles.remarks}>
              {one.remarks.map(({ kind, words }) => (
                <Chip key={words} tone={kind === 'order' ? 'fail' : kind === 'gap' ? 'caution' : 'plain'}>
                  {words}
                </Chip>
              ))}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function ChosenVariant({ variant: { marks, undrawn, runs, term }, where, revision }: { readonly variant: ProcessVariant; readonly where: string; readonly revision: number }) {
  const narrowed = where.trim() === '' ? term : `(${where}) ${term}`;
  return (
    <aside aria-label="Runs of the variant" className={styles.runsPane}>
      <header className={styles.runsHead}>
        <h2 className={styles.runsTitle}>{countedText(runs, 'run')}</h2>
        <Button small icon={Columns2} onClick={() => goTo({ view: 'compare', where: narrowed, about: where.trim() === '' ? `-${term}` : `(${where}) -${term}` })}>
          Compare with the others
        </Button>
        <Button small icon={TextAlignStart} onClick={() => goTo({ view: 'runs', where: narrowed })}>
          Open in Runs
        </Button>
      </header>
      <p className={styles.words}>{variantWords(marks, undrawn)}</p>
      <RunList label="Runs of the variant" where={narrowed} revision={revision} total={runs} />
    </aside>
  );
}

import { useCase } from '../state/case-state.ts';
import { useIncidents } from '../state/incidents-state.ts';
import { useAnswer } from '../state/use-answer.ts';
import { goTo } from '../state/view-state.ts';
import { Button } from './button.tsx';
import { countedText } from './count-text.ts';
import { Instant } from './instant.tsx';
import styles from './keep-until.module.css';
import { visibleString } from './visible-characters.ts';
import { VisibleText } from './visible-text.tsx';

/** How long the case, or one run of it, is to be kept by the rules of the regimes chosen. A hint; nothing is ever deleted here. `run` null: the whole case. */
export function KeepUntil({ run }: { readonly run: string | null }) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const { value } = useAnswer('incidents.keepUntil', { run }, revision + acts);
  if (value === null || (value.incidents.length === 0 && value.legalHold === null)) return null;
  const { legalHold, until, undated, incidents } = value;
  return (
    <section aria-label="Keep until" className={styles.keep}>
      <p>
        <b>{legalHold !== null ? 'On legal hold' : until === null ? 'No date to keep until' : `Keep until ${until}`}</b>
        {legalHold !== null && (
          <>
            {' since '}
            <Instant at={legalHold.at} show="both" />: <VisibleText text={legalHold.reason} />. It overrides every date.
          </>
        )}
        {legalHold !== null && until !== null && ` Without it: until ${until}.`}
        {undated.length > 0 && <span title={visibleString(undated.join('\n'))}>{` ${countedText(undated.length, 'rule')} without a date.`}</span>} <span className={styles.quiet}>A hint, candidate, confirm with counsel; nothing is deleted here.</span>
      </p>
      {incidents.length > 0 && (
        <p className={styles.quiet}>
          {run === null ? 'From ' : 'In '}
          {incidents.map(({ id, title, until: own }) => (
            <Button key={id} small look="link" onClick={() => goTo({ view: 'incidents', run: null, about: id })}>
              <VisibleText text={`${id} ${title}${own === null ? '' : ` (${own})`}`} />
            </Button>
          ))}
        </p>
      )}
    </section>
  );
}

import type { Blast, BlastAsk, BlastStart, CausePart, StartPart } from '#shared/model/blast.ts';
import { Checkbox } from '../../parts/checkbox.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Select } from '../../parts/select.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { partText } from './blast-rows.ts';
import styles from './blast-cause.module.css';

interface BlastCauseProps {
  readonly start: BlastStart;
  readonly ask: BlastAsk;
  readonly blast: Blast;
  readonly onChange: (ask: BlastAsk) => void;
}

/** What the analyst takes for the cause, and the window that follows from it. */
export function BlastCause({ start, ask, blast, onChange }: BlastCauseProps) {
  const parts: readonly StartPart[] = [...start.parts, ...ask.cause.filter((part) => !start.parts.some((other) => samePart(part, other))).map((part) => ({ ...part, chosen: true, deployments: [], unusable: null }))];
  const toggle = (part: StartPart, chosen: boolean): void => {
    const others = ask.cause.filter((other) => !samePart(part, other));
    onChange({ ...ask, cause: chosen ? [...others, { kind: part.kind, name: part.name, version: part.version }] : others });
  };
  return (
    <div className={styles.bar}>
      <fieldset className={styles.cause}>
        <legend className={styles.legend}>Cause, as you choose it</legend>
        {parts.length === 0 && <span className={styles.quiet}>the search alone; open a run to start from what it records</span>}
        {parts.map((part) => (
          <label key={partText(part)} className={styles.part} title={part.unusable ?? undefined}>
            <Checkbox label={visibleString(partText(part))} checked={ask.cause.some((other) => samePart(part, other))} disabled={part.unusable !== null} onChange={(chosen) => toggle(part, chosen)} />
            <span className={styles.kind}>{part.kind}</span>
            <span className={styles.name}>
              <VisibleText text={part.version === null ? part.name : `${part.name} · ${part.version}`} />
            </span>
          </label>
        ))}
        <Environment ask={ask} onChange={onChange} />
      </fieldset>
      <div className={styles.window}>
        <span className={styles.legend}>Window</span>
        <span className={styles.times}>
          <Instant at={blast.window.from} show="both" absent="the beginning of the evidence" /> to <Instant at={blast.window.until} show="both" absent={blast.window.ongoing ? 'ongoing' : 'its end'} />
        </span>
        <Select label="Window" quiet value={ask.window === null ? 'versions' : 'all'} groups={[{ title: null, options: windows }]} onChange={(value) => onChange({ ...ask, window: value === 'versions' ? null : { from: null, until: null } })} />
        <span className={styles.quiet}>
          <VisibleText text={blast.window.why.join('; ')} />
        </span>
      </div>
    </div>
  );
}

const windows = [
  { value: 'versions', title: 'from deployment to rollback or replacement' },
  { value: 'all', title: 'all of the evidence' },
];

function Environment({ ask, onChange }: { readonly ask: BlastAsk; readonly onChange: (ask: BlastAsk) => void }) {
  const revision = useCase((state) => state.revision);
  const { value } = useAnswer('runs.facets', { where: '' }, revision);
  const known = value?.find(({ field }) => field === 'environment')?.values.filter(({ value: name }) => name !== 'not-recorded').map(({ value: name }) => name) ?? [];
  const names = [...new Set([...known, ...(ask.environment === null ? [] : [ask.environment])])];
  return (
    <span className={styles.part}>
      <span className={styles.kind}>environment</span>
      <Select label="Environment" quiet value={ask.environment ?? ''} groups={[{ title: null, options: [...names.map((name) => ({ value: name, title: name })), { value: '', title: 'any' }] }]} onChange={(environment) => onChange({ ...ask, environment: environment === '' ? null : environment })} />
    </span>
  );
}

function samePart(a: CausePart, b: CausePart): boolean {
  return a.kind === b.kind && a.name === b.name && a.version === b.version;
}

import type { RegimeInfo } from '#shared/model/clock.ts';
import { useAnswer } from '../state/use-answer.ts';
import { Checkbox } from './checkbox.tsx';
import styles from './incident-form.module.css';
import { Select } from './select.tsx';

export interface PickedRegime {
  readonly pack: string;
  readonly entity: string | null;
}

/** The regimes whose clocks are counted. Which of them applies is for counsel: choosing is no statement that it does. */
export function RegimePicker({ picked, onChange }: { readonly picked: readonly PickedRegime[]; readonly onChange: (picked: readonly PickedRegime[]) => void }) {
  const { value } = useAnswer('incidents.regimes', {});
  const regimes = value?.regimes ?? [];
  return (
    <fieldset className={styles.regimes}>
      <legend className={styles.label}>Regimes to watch · candidate, confirm with counsel</legend>
      {[...regimes.filter(({ optional }) => !optional), ...regimes.filter(({ optional }) => optional)].map((regime) => (
        <Regime key={regime.pack} regime={regime} picked={picked.find(({ pack }) => pack === regime.pack) ?? null} onChange={(next) => onChange([...picked.filter(({ pack }) => pack !== regime.pack), ...(next === null ? [] : [next])])} />
      ))}
    </fieldset>
  );
}

function Regime({ regime: { pack, regime, title, optional, entityQuestion, entityClasses }, picked, onChange }: { readonly regime: RegimeInfo; readonly picked: PickedRegime | null; readonly onChange: (next: PickedRegime | null) => void }) {
  return (
    <div className={styles.regime}>
      <Checkbox checked={picked !== null} onChange={(on) => onChange(on ? { pack, entity: null } : null)} label={`${regime}: ${title}`} />
      <b className={styles.name}>{regime}</b>
      <span className={styles.quiet} title={title}>
        {optional ? `optional · ${title}` : title}
      </span>
      {picked !== null && entityQuestion !== null && (
        <Select label={entityQuestion} value={picked.entity ?? ''} onChange={(entity) => onChange({ pack, entity: entity === '' ? null : entity })} groups={[{ title: null, options: [{ value: '', title: entityQuestion }, ...entityClasses.map(({ id, title: name }) => ({ value: id, title: name }))] }]} />
      )}
    </div>
  );
}

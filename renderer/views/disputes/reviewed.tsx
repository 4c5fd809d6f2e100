import type { JsonValue } from '#shared/json.ts';
import type { Lineage, Stage, StageKind } from '#shared/model/lineage.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './disputes-view.module.css';

/** What a reviewer reads beside the dispute: the rule that fired, the inputs, the alternatives, an override, the version at that time. All from the lineage of the run. */
export function Reviewed({ run }: { readonly run: string }) {
  const revision = useCase((state) => state.revision);
  const { value } = useAnswer('run.lineage', { run }, revision);
  if (value === null) return null;
  return (
    <section aria-label="From the lineage" className={styles.reviewed}>
      <h3 className={styles.formTitle}>From the lineage</h3>
      <dl className={styles.facts}>
        {rowsOf(value).map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text === null ? <span className={styles.quiet}>not recorded</span> : <VisibleText text={text} />}</dd>
          </div>
        ))}
        {(value.versions ?? []).map(({ stage, kind, name, recorded, verdict }) => (
          <div key={`${stage} ${kind} ${name}`}>
            <dt>{kind} then</dt>
            <dd>
              <VisibleText text={`${name} ${recorded ?? 'version not recorded'}`} /> <span className={styles.quiet}>{verdict}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function rowsOf({ stages }: Lineage): readonly { readonly name: string; readonly text: string | null }[] {
  const of = (kind: StageKind, ...names: readonly string[]): string | null => {
    for (const stage of stages) if (stage.kind === kind && stage.present) for (const name of names) if (stage.values[name] !== undefined) return shown(stage, name);
    return null;
  };
  return [
    { name: 'Rule that fired', text: of('decision', 'ruleId') },
    { name: 'Inputs', text: inputsOf(stages) },
    { name: 'Output, score', text: of('output', 'score') ?? of('output', 'value') },
    { name: 'Alternatives', text: of('output', 'alternatives') },
    { name: 'Went to', text: of('execution', 'assignee') },
    { name: 'Override', text: of('decision', 'overrideFlag') },
    { name: 'Decided by', text: of('decision', 'approver') },
  ];
}

/** Features and state whole, or member by member as tables have them. */
function inputsOf(stages: readonly Stage[]): string | null {
  const told = stages.filter(({ kind, present }) => kind === 'source-data' && present).flatMap((stage) =>
    Object.keys(stage.values).flatMap((name) => {
      const [group = '', ...member] = name.split('.');
      const text = group === 'features' || group === 'state' ? shown(stage, name) : null;
      return text === null ? [] : [member.length === 0 ? text : `${member.join('.')} ${text}`];
    }),
  );
  return told.length === 0 ? null : told.join(' · ');
}

function shown({ values }: Stage, name: string): string | null {
  const value = values[name]?.value;
  return value === undefined || value === null ? null : plainText(value);
}

function plainText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value).map(([key, one]) => `${key} ${plainText(one)}`).join(' · ');
  return JSON.stringify(value);
}

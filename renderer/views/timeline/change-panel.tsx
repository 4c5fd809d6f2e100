import { Columns2, X } from 'lucide-react';
import { useState } from 'react';
import type { ChangeScope, ChangeSpread, RateSide, SpreadSide, TimelineChange, VersionMark } from '#shared/model/timeline.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { IconButton, Button } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Select } from '../../parts/select.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { Zone } from '../../state/app-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo } from '../../state/view-state.ts';
import { versionIcons } from './flags.tsx';
import styles from './change-panel.module.css';
import { momentText } from './time-words.ts';

const windows = [{ id: '1', title: '1 day' }, { id: '7', title: '7 days' }, { id: '28', title: '28 days' }] as const;

export interface ChangePanelProps {
  readonly mark: VersionMark;
  readonly days: 1 | 7 | 28;
  readonly where: string;
  readonly zone: Zone;
  readonly revision: number;
  readonly onDays: (days: 1 | 7 | 28) => void;
  readonly onMark: (mark: string | null) => void;
}

/** Runs of one action type and environment before and after a version begins, beside each other. It never says why. */
export function ChangePanel({ mark, days, where, zone, revision, onDays, onMark }: ChangePanelProps) {
  const [scope, setScope] = useState<Pick<ChangeScope, 'action' | 'environment'> | undefined>(undefined);
  const { value, problem } = useAnswer('timeline.change', { where, mark: mark.id, days, ...(scope === undefined ? {} : { scope }) }, revision);
  return (
    <aside className={styles.panel} aria-label="Before and after">
      <header className={styles.header}>
        <Icon of={versionIcons[mark.kind]} size="s" />
        <h2 className={styles.title}>
          <VisibleText text={`${mark.name} ${mark.version}`} />
        </h2>
        <IconButton icon={X} label="Close before and after" small onClick={() => onMark(null)} />
      </header>
      <p className={styles.fact}>
        {mark.previous === null ? 'No version before it is known. ' : <>After <VisibleText text={mark.previous} />. </>}
        {mark.basis === 'registry' ? 'Recorded in a registry' : 'Inferred from first use'}: {momentText(mark.at, zone)}.
        {mark.basis === 'registry' && (mark.firstUse === null ? ' No run names it.' : ` First use in the runs: ${momentText(mark.firstUse, zone)}.`)}
      </p>
      {mark.changelog !== null && (
        <p className={styles.fact}>
          Changelog: <VisibleText text={mark.changelog} />
        </p>
      )}
      <div className={styles.controls}>
        <Segments label="Compared on either side" options={windows} value={days === 1 ? '1' : days === 7 ? '7' : '28'} onChange={(id) => onDays(id === '1' ? 1 : id === '7' ? 7 : 28)} />
        {value !== null && value.scope !== null && (
          <Select label="Action type and environment" quiet value={scopeId(value.scope)} groups={[{ title: null, options: value.scopes.map((one) => ({ value: scopeId(one), title: scopeText(one) })) }]} onChange={(id) => setScope(value.scopes.find((one) => scopeId(one) === id))} />
        )}
      </div>
      {(mark.kind === 'model' || mark.kind === 'prompt') && mark.previous !== null && (
        <Button small icon={Columns2} onClick={() => goTo({ view: 'compare', where: versionTerm(mark, mark.previous ?? ''), about: versionTerm(mark, mark.version) })}>
          Compare all runs of both versions
        </Button>
      )}
      {problem !== null && (
        <ProblemNote problem={problem}>
          <Button small onClick={() => onMark(null)}>Close</Button>
        </ProblemNote>
      )}
      {value !== null && problem === null && <Compared change={value} zone={zone} onMark={onMark} />}
    </aside>
  );
}

function Compared({ change, zone, onMark }: { readonly change: TimelineChange; readonly zone: Zone; readonly onMark: (mark: string) => void }) {
  return (
    <>
      {change.scope !== null && (
        <table className={styles.table} aria-label="Rates before and after">
          <thead>
            <tr>
              <th scope="col">Share, 95 % interval</th>
              <th scope="col">{change.days} d before</th>
              <th scope="col">{change.days} d after</th>
            </tr>
          </thead>
          <tbody>
            {change.rates.map(({ id, title, before, after }) => (
              <tr key={id}>
                <th scope="row">{title}</th>
                <Rate side={before} />
                <Rate side={after} />
              </tr>
            ))}
            {change.spreads.map((spread) => (
              <tr key={spread.id}>
                <th scope="row">
                  {spread.title}
                  <small className={styles.unit}>median, quartiles{spread.unit === '' || spread.id === 'latency' ? '' : <>, <VisibleText text={spread.unit} /></>}</small>
                </th>
                <Spread spread={spread} side={spread.before} />
                <Spread spread={spread} side={spread.after} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ul className={styles.notes} aria-label="To know before comparing">
        {change.notes.map((note) => (
          <li key={note}>
            <VisibleText text={note} />
          </li>
        ))}
        {change.unfinished !== null && <li>{change.unfinished}</li>}
        <li>What differs coincides with this change. The record does not say why.</li>
      </ul>
      {change.others.length > 0 && (
        <ul className={styles.others} aria-label="Other changes in this window">
          {change.others.map((other) => (
            <li key={other.id}>
              <Button look="link" small onClick={() => onMark(other.id)}>
                <VisibleText text={`${other.kind} ${other.name} ${other.version}`} />
              </Button>{' '}
              <span className="mono">{momentText(other.at, zone)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Rate({ side: { k, n, interval } }: { readonly side: RateSide }) {
  return (
    <td>
      <span className={styles.counts}>
        {countText(k)} of {countText(n)}
      </span>
      <small>{interval === null ? 'no rate' : `${percent(k / n)} · ${tenths(interval[0])}–${percent(interval[1])}`}</small>
    </td>
  );
}

function Spread({ spread: { id }, side: { n, quartiles } }: { readonly spread: ChangeSpread; readonly side: SpreadSide }) {
  if (quartiles === null) return <td><span className={styles.counts}>not recorded</span></td>;
  const shown = quartiles.map((value) => (id === 'latency' ? latencyText(value) : value));
  return (
    <td>
      <span className={styles.counts}>{shown[1]}</span>
      <small>
        {shown[0]}–{shown[2]} · {countedText(n, 'run')}
      </small>
    </td>
  );
}

function versionTerm({ kind, name }: VersionMark, version: string): string {
  return writeTerm(kind === 'prompt' ? 'prompt' : 'model', `${name}@${version}`);
}

/** To a tenth of a per cent; the counts beside it are exact. */
function percent(share: number): string {
  return `${tenths(share)} %`;
}

function tenths(share: number): string {
  return (Math.round(share * 1000) / 10).toFixed(1);
}

function latencyText(nanoseconds: string): string {
  const milliseconds = Number(BigInt(nanoseconds) / 1_000_000n);
  if (Math.abs(milliseconds) < 1000) return `${milliseconds} ms`;
  if (Math.abs(milliseconds) < 120_000) return `${(Math.trunc(milliseconds / 100) / 10).toFixed(1)} s`;
  return `${countText(Math.trunc(milliseconds / 60_000))} min`;
}

function scopeId({ action, environment }: Pick<ChangeScope, 'action' | 'environment'>): string {
  return JSON.stringify([action, environment]);
}

function scopeText({ action, environment, before, after }: ChangeScope): string {
  return `${action ?? 'action not recorded'} · ${environment ?? 'environment not recorded'} (${countText(before)} | ${countText(after)})`;
}

import type { VersionEntry } from '#shared/model/version.ts';
import { classNames } from '../../parts/class-names.ts';
import { instantText } from '../../parts/instant-text.ts';
import { SectionHeader } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useApp } from '../../state/app-state.ts';
import { type DeploymentAxis, type DeploymentBar, deploymentRows } from './deployment-rows.ts';
import { endWords } from './version-words.ts';
import styles from './deployments.module.css';

export interface DeploymentsProps {
  readonly entries: readonly VersionEntry[];
  readonly axis: DeploymentAxis;
  readonly chosen: string | null;
  readonly onChoose: (entry: VersionEntry | null) => void;
}

/** One line a name, a bar a deployment: solid where a registry states it, dotted where inferred, hatched behind the last use where no end is recorded. */
export function Deployments({ entries, axis, chosen, onChoose }: DeploymentsProps) {
  const zone = useApp((state) => state.zone);
  return (
    <section aria-label="Deployments over time">
      <SectionHeader title="Deployments" detail="solid: a registry states it · dotted: inferred from first use · hatched: no end is recorded" />
      <div className={styles.grid}>
        <span className={styles.corner} />
        <div className={styles.axis} aria-hidden>
          {axis.ticks.map(({ at, place }) => (
            <span key={at} className={styles.tick} style={{ left: `${place * 100}%` }}>
              {tickText(at, axis, zone)}
            </span>
          ))}
        </div>
        {deploymentRows(entries, axis).map(({ kind, name, lanes, bars }) => (
          <div key={`${kind} ${name}`} role="group" aria-label={visibleString(`${kind} ${name}`)} className={styles.row}>
            <span className={styles.name}>
              <span className={styles.kind}>{kind}</span> <VisibleText text={name} className="mono" />
            </span>
            <div className={styles.lanes} style={{ height: `${lanes * 24 + 4}px` }}>
              {axis.ticks.map(({ at, place }) => (
                <i key={at} aria-hidden className={styles.line} style={{ left: `${place * 100}%` }} />
              ))}
              {bars.map((bar) => (
                <Bar key={`${bar.entry.version} ${bar.entry.from} ${bar.entry.basis}`} bar={bar} words={barWords(bar.entry, zone)} pressed={JSON.stringify([kind, name, bar.entry.version, bar.entry.from, bar.entry.basis]) === chosen} onChoose={onChoose} />
              ))}
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

function Bar({ bar: { entry, left, width, unknownFrom, lane }, words, pressed, onChoose }: { readonly bar: DeploymentBar; readonly words: string; readonly pressed: boolean; readonly onChoose: (entry: VersionEntry) => void }) {
  const known = unknownFrom === null || width === 0 ? 1 : Math.min(1, Math.max(0, (unknownFrom - left) / width));
  return (
    <button type="button" aria-pressed={pressed} aria-label={words} title={words} className={classNames(styles.bar, entry.basis === 'registry' ? styles.recorded : styles.inferred, pressed && styles.pressed)} style={{ left: `${left * 100}%`, width: `max(6px, ${width * 100}%)`, top: `${lane * 24 + 3}px` }} onClick={() => onChoose(entry)}>
      {known < 1 && <span className={styles.unknown} style={{ left: `${known * 100}%` }} />}
      <VisibleText text={entry.version} className={styles.label} />
    </button>
  );
}

/** The day, and the time of day where the whole axis is a few days. */
function tickText(at: string, { from, until }: DeploymentAxis, zone: Parameters<typeof instantText>[1]): string {
  const text = instantText(at, zone);
  if (text === null) return '';
  return until - from < 4n * 86_400_000_000_000n ? `${text.date.slice(5)} ${text.time.slice(0, 5)}` : text.date;
}

function barWords(entry: VersionEntry, zone: Parameters<typeof instantText>[1]): string {
  const day = (at: string): string => instantText(at, zone)?.date ?? at;
  return visibleString(`${entry.kind} ${entry.name} ${entry.version}, ${entry.basis === 'registry' ? 'recorded in a registry' : 'inferred from first use'}, from ${day(entry.from)}, ${endWords(entry) ?? `to ${day(entry.until ?? entry.from)}${entry.end === 'inferred' ? ', inferred' : ''}`}`);
}

import { BookOpen, Cpu, type LucideIcon, PencilLine, Settings2, Stamp, Wrench } from 'lucide-react';
import type { VersionMark } from '#shared/model/timeline.ts';
import type { VersionKind } from '#shared/model/version.ts';
import { classNames } from '../../parts/class-names.ts';
import { Icon } from '../../parts/icon.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { ChartProps } from './chart.tsx';
import styles from './flags.module.css';
import { flagRows } from './flag-rows.ts';
import { placeOf } from './time-window.ts';
import { momentText } from './time-words.ts';

export const versionIcons: Readonly<Record<VersionKind, LucideIcon>> = { model: Cpu, prompt: PencilLine, rule: Stamp, policy: BookOpen, tool: Wrench, configuration: Settings2 };

const mostRows = 3;
const heights = [styles.flat, styles.one, styles.two, styles.three] as const;

/** Where versions begin: solid where a registry states it, dotted where it is inferred from first use. Two of one name at once are a band. */
export function Flags({ marks, overlaps, shown, width, zone, chosenMark, onMark }: Pick<ChartProps, 'marks' | 'overlaps' | 'shown' | 'width' | 'zone' | 'chosenMark' | 'onMark'>) {
  const rows = flagRows(marks, ({ at }) => placeOf(BigInt(at), shown), width, mostRows);
  const percent = (at: bigint): number => Math.min(100, Math.max(0, placeOf(at, shown) * 100));
  return (
    <div className={classNames(styles.flags, heights[Math.max(0, ...rows.map(({ row }) => row + 1))])} role="group" aria-label="Version changes">
      {overlaps.map((band) => {
        const [left, right] = [percent(BigInt(band.from)), band.until === null ? 100 : percent(BigInt(band.until))];
        if (right <= left) return null;
        const words = `${band.kind} ${band.name}: ${band.versions.join(' and ')} ${band.basis === 'registry' ? 'in force' : 'in use'} at once, from ${momentText(band.from, zone)}${band.until === null ? '' : ` to ${momentText(band.until, zone)}`}`;
        return <span key={`${band.kind}${band.name}${band.versions.join()}${band.from}`} role="img" aria-label={visibleString(words)} title={visibleString(words)} className={styles.band} style={{ left: `${left}%`, width: `${right - left}%` }} />;
      })}
      {rows.map(({ mark, at, row, leftwards }) => (
        <span key={mark.id} className={classNames(styles.flag, styles[`row${row < 0 ? 0 : row}`], mark.basis === 'registry' ? styles.recorded : styles.inferred, mark.id === chosenMark && styles.chosen)} style={{ left: `${at * 100}%` }}>
          <button type="button" className={classNames(styles.label, leftwards && styles.leftwards, row < 0 && styles.bare)} aria-pressed={mark.id === chosenMark} aria-label={visibleString(`${markWords(mark)}, ${momentText(mark.at, zone)}: show before and after`)} title={visibleString(`${markWords(mark)} · ${momentText(mark.at, zone)}`)} onClick={() => onMark(mark.id === chosenMark ? null : mark.id)}>
            {row >= 0 && (
              <>
                <Icon of={versionIcons[mark.kind]} size="xs" />
                <span className={styles.words}>
                  <VisibleText text={`${mark.name} ${mark.version}`} />
                </span>
              </>
            )}
          </button>
        </span>
      ))}
    </div>
  );
}

export function markWords({ kind, name, version, previous, basis, again }: VersionMark): string {
  return `${kind} ${name} ${version}${again ? ' again' : ''}${previous === null ? '' : ` after ${previous}`}, ${basis === 'registry' ? 'recorded in a registry' : 'inferred from first use'}`;
}

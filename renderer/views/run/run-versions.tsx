import type { VersionStanding } from '#shared/model/version.ts';
import { classNames } from '../../parts/class-names.ts';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import styles from './run-versions.module.css';
import { versionLines } from './version-words.ts';

/** The model, prompt and rule versions of the run: since when they were in force, what changed, and where a registry says otherwise. */
export function RunVersions({ versions }: { readonly versions: readonly VersionStanding[] }) {
  const lines = versionLines(versions);
  if (lines.length === 0) return null;
  return (
    <ul className={styles.versions} aria-label="Versions the run names">
      {lines.slice(0, shown).map(({ title, doubt, facts, stages }, index) => {
        return (
          <li key={index} className={classNames(styles.version, doubt && styles.doubt)}>
            <span className={styles.title} title={visibleString(title)}>
              <VisibleText text={title} />
            </span>
            <span className={styles.facts}>
              <VisibleText text={[...facts, ...(stages > 1 ? [`named at ${stages} stages`] : [])].join(' · ')} />
            </span>
          </li>
        );
      })}
      {lines.length > shown && <li className={styles.version}>and {lines.length - shown} more</li>}
    </ul>
  );
}

const shown = 6;

import { Dialog } from '@base-ui/react/dialog';
import { Switch } from '@base-ui/react/switch';
import { X } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../parts/button.tsx';
import { Key } from '../parts/key.tsx';
import { setSingleLetterKeys, showOverlay, useApp } from '../state/app-state.ts';
import { keyLabel } from './key-match.ts';
import { useMac } from './platform.ts';
import { railViews } from './rail-views.ts';
import styles from './shortcut-card.module.css';

interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

const groups: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['Mod+K'], does: 'Every command' },
      { keys: ['/', 'Mod+F'], does: 'Search' },
      { keys: ['z'], does: 'UTC or local time' },
      { keys: ['Alt+ArrowLeft', 'Alt+ArrowRight'], does: 'Back, forward' },
      { keys: ['Mod+O'], does: 'Open a case' },
      { keys: ['Mod+I'], does: 'Import files' },
      { keys: ['?'], does: 'This card' },
    ],
  },
  { title: 'Go to', shortcuts: railViews.map(({ letter, title }) => ({ keys: [`g ${letter}`], does: title })) },
  {
    title: 'In a list',
    shortcuts: [
      { keys: ['j', 'k'], does: 'Down, up (or the arrows)' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['f'], does: 'Filter in by the cell' },
      { keys: ['Shift+F'], does: 'Filter out by the cell' },
      { keys: ['x'], does: 'Pick the run, or not' },
      { keys: ['Shift+ArrowDown', 'Shift+ArrowUp'], does: 'Pick on the way' },
      { keys: ['Mod+A'], does: 'Pick all the search finds' },
    ],
  },
  {
    title: 'Notes on runs',
    shortcuts: [
      { keys: ['s'], does: 'Star, or take the star' },
      { keys: ['t'], does: 'Tag' },
      { keys: ['c'], does: 'Comment' },
      { keys: ['Mod+Z'], does: 'Take the last note back' },
      { keys: ['Mod+Shift+Z'], does: 'Do it again' },
    ],
  },
  {
    title: 'On a run',
    shortcuts: [
      { keys: ['[', ']'], does: 'Previous, next within the filter' },
      { keys: ['Escape'], does: 'Close the run' },
    ],
  },
];

export function ShortcutCard() {
  const card = useRef<HTMLDivElement>(null);
  const open = useApp((state) => state.overlay === 'shortcuts');
  const singleLetterKeys = useApp((state) => state.singleLetterKeys);
  const mac = useMac();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => showOverlay(next ? 'shortcuts' : null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup ref={card} tabIndex={-1} initialFocus={card} className={styles.popup}>
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>Keyboard</Dialog.Title>
            <Dialog.Close render={<IconButton icon={X} label="Close" small />} />
          </div>
          <div className={styles.groups}>
            {groups.map((group) => (
              <section key={group.title}>
                <h3 className={styles.groupTitle}>{group.title}</h3>
                <dl>
                  {group.shortcuts.map(({ keys, does }) => (
                    <div key={does} className={styles.shortcut}>
                      <dt className={styles.keys}>
                        {keys.flatMap((written) => written.split(' ').map((part) => <Key key={`${written} ${part}`}>{keyLabel(part, mac)}</Key>))}
                      </dt>
                      <dd>{does}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <label className={styles.switchRow}>
            <Switch.Root checked={singleLetterKeys} onCheckedChange={setSingleLetterKeys} className={styles.switch}>
              <Switch.Thumb className={styles.thumb} />
            </Switch.Root>
            Single-letter keys
            <span className={styles.note}>Off: only arrows, Enter, Escape and combinations with {keyLabel('Mod', mac)} or {keyLabel('Alt', mac)} work.</span>
          </label>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

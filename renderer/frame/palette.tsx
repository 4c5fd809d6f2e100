import { Dialog } from '@base-ui/react/dialog';
import { Command as Palettes } from 'cmdk';
import { Key } from '../parts/key.tsx';
import { VisibleText } from '../parts/visible-text.tsx';
import { showOverlay, useApp } from '../state/app-state.ts';
import { type Command, commands } from './commands.ts';
import { keyLabel } from './key-match.ts';
import styles from './palette.module.css';
import { useMac } from './platform.ts';

/** Every command, by typing a part of its name. */
export function Palette() {
  const open = useApp((state) => state.overlay === 'palette');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => showOverlay(next ? 'palette' : null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label="Commands">
          <CommandList />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CommandList() {
  const mac = useMac();
  const all = commands().filter(({ hidden }) => hidden !== true);
  const groups = [...new Set(all.map(({ group }) => group))];
  const choose = (command: Command) => {
    showOverlay(null);
    // After the dialog has given the focus back, so that a command may take it.
    setTimeout(command.run, 0);
  };
  return (
    <Palettes label="Commands" loop>
      <Palettes.Input className={styles.input} placeholder="Type a command" autoFocus />
      <Palettes.List className={styles.list}>
        <Palettes.Empty className={styles.empty}>No command has this in its name.</Palettes.Empty>
        {groups.map((group) => (
          <Palettes.Group key={group} heading={group} className={styles.group}>
            {all
              .filter((command) => command.group === group)
              .map((command) => (
                <Palettes.Item key={command.id} value={command.id} keywords={[command.title, group]} className={styles.item} onSelect={() => choose(command)}>
                  <span className={styles.title}>
                    <VisibleText text={command.title} />
                  </span>
                  {command.keys?.split(' ').map((part) => (
                    <Key key={part}>{keyLabel(part, mac)}</Key>
                  ))}
                </Palettes.Item>
              ))}
          </Palettes.Group>
        ))}
      </Palettes.List>
    </Palettes>
  );
}

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import styles from './menu.module.css';
import { VisibleText } from './visible-text.tsx';

export interface MenuItem {
  readonly id: string;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

export interface MenuProps {
  readonly label: string;
  readonly trigger: ReactElement<Record<string, unknown>>;
  /** null is a line between. */
  readonly items: readonly (MenuItem | null)[];
  readonly align?: 'start' | 'end';
  readonly onOpen?: () => void;
}

export function Menu({ label, trigger, items, align = 'start', onOpen }: MenuProps) {
  return (
    <Base.Root
      onOpenChange={(open) => {
        if (open) onOpen?.();
      }}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal render={<section aria-label={label} />}>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className={styles.positioner}>
          <Base.Popup aria-label={label} className={styles.popup}>
            {items.map((item, index) =>
              item === null ? (
                <Base.Separator key={index} className={styles.line} />
              ) : (
                <Base.Item key={item.id} disabled={item.disabled ?? false} className={styles.item} onClick={item.onChoose}>
                  <VisibleText text={item.title} />
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

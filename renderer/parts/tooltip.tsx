import { Tooltip as Base } from '@base-ui/react/tooltip';
import { type ReactElement, useState } from 'react';
import { Key } from './key.tsx';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly text: string;
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** One element that can take a ref and hover handlers. It must carry its own accessible name: the tooltip is for eyes only. */
  readonly children: ReactElement<Record<string, unknown>>;
}

export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        setOpen(next);
        if (details.reason !== 'escape-key') return;
        // It closes, and Escape still reaches what lies beneath it: cancelled here, the key is not marked as used.
        details.cancel();
        details.allowPropagation();
      }}
    >
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className={styles.positioner}>
          <Base.Popup aria-hidden className={styles.popup}>
            <span>{text}</span>
            {shortcut !== undefined && <Key>{shortcut}</Key>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';

interface ButtonLook {
  /** primary: the one thing to do here; quiet: no edge until it is pointed at; link: text in the accent. */
  readonly look?: 'plain' | 'primary' | 'quiet' | 'link';
  readonly small?: boolean;
}

export interface ButtonProps extends ButtonLook, ComponentPropsWithRef<'button'> {
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

export function Button({ look = 'plain', small = false, icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classNames(styles.button, styles[look], small && styles.small, className)}>
      {icon !== undefined && <Icon of={icon} size="s" />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> {
  readonly icon: LucideIcon;
  /** What it does, for the tooltip and for screen readers. */
  readonly label: string;
  /** As printed in the tooltip, e.g. `[`. */
  readonly shortcut?: string;
  readonly look?: 'plain' | 'quiet';
  readonly small?: boolean;
}

export function IconButton({ icon, label, shortcut, look = 'quiet', small = false, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button type="button" {...rest} aria-label={label} className={classNames(styles.button, styles[look], styles.square, small && styles.small, className)}>
        <Icon of={icon} size={small ? 's' : 'm'} />
      </button>
    </Tooltip>
  );
}

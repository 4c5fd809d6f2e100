import { Check, CircleDashed, Clock, type LucideIcon, Minus, TriangleAlert } from 'lucide-react';
import type { ClockReading } from '#shared/model/clock.ts';
import { classNames } from './class-names.ts';
import styles from './clock-mark.module.css';
import { Icon } from './icon.tsx';
import { clockWords } from './clock-words.ts';

const icons: Readonly<Record<ClockReading['state']['name'], LucideIcon>> = { 'not started': CircleDashed, running: Clock, met: Check, late: TriangleAlert, 'not applicable': Minus, withdrawn: Minus };

/** State of a clock: icon and words together, never a colour alone. */
export function ClockMark({ clock, now, strong = false }: { readonly clock: ClockReading; readonly now: string; readonly strong?: boolean }) {
  const { text, tone } = clockWords(clock, now);
  return (
    <span className={classNames(styles.mark, styles[tone], strong && styles.strong)}>
      <Icon of={icons[clock.state.name]} size="s" />
      {text}
    </span>
  );
}

import { useApp } from '../state/app-state.ts';
import { classNames } from './class-names.ts';
import { instantText } from './instant-text.ts';
import { VisibleText } from './visible-text.tsx';

export interface InstantProps {
  /** Nanoseconds since 1970 as decimal text, or RFC 3339; null: not recorded. */
  readonly at: string | null;
  /** time: `14:38:22.104Z`; date: the day alone; both: date and time. */
  readonly show?: 'time' | 'date' | 'both' | 'minute';
  /** What to print for null. */
  readonly absent?: string;
  readonly className?: string | undefined;
}

/** A moment in the zone the person chose; hovering shows it to the nanosecond. */
export function Instant({ at, show = 'time', absent = 'no time', className }: InstantProps) {
  const zone = useApp((state) => state.zone);
  if (at === null) return <span className={className}>{absent}</span>;
  const text = instantText(at, zone);
  if (text === null) return <VisibleText text={at} />;
  const { date, time, offset, full } = text;
  const shown = { time: `${time}${offset}`, date, both: `${date} ${time}${offset}`, minute: `${date} ${time.slice(0, 5)}${offset}` } as const;
  return (
    <time dateTime={full} title={full} className={classNames('mono', className)}>
      {shown[show]}
    </time>
  );
}

import type { TypedInstant } from '#shared/ipc/requests/incidents.ts';
import { useAnswer } from '../state/use-answer.ts';
import { instantText } from './instant-text.ts';
import { Segments } from './segments.tsx';
import { TextField } from './text-field.tsx';

export interface InstantFieldProps {
  readonly label: string;
  /** Zone in which a time without an offset is read. */
  readonly zone: string;
  readonly value: TypedInstant;
  readonly onChange: (value: TypedInstant) => void;
}

export const noInstant: TypedInstant = { text: '', zone: null, which: null };

/** An instant as a person types it, with what it is read as. Asks where the clocks of the zone showed it twice. */
export function InstantField({ label, zone, value, onChange }: InstantFieldProps) {
  const typed = value.text.trim();
  const read = useAnswer('incidents.readInstant', typed === '' ? null : { text: typed, zone, which: value.which });
  const wrong = typed !== '' && !read.pending && read.problem !== null;
  const utc = typed === '' || wrong || read.value === null ? null : instantText(read.value.ns, 'utc');
  const hint = wrong ? `${read.problem?.message ?? ''} ${read.problem?.nextStep ?? ''}` : utc === null ? `As 2026-11-20 16:40 on the clocks of ${zone}, with an offset, or a day alone` : `${utc.date} ${utc.time.slice(0, 8)}Z${read.value?.precision === 'day' ? ', the start of that day' : ''}`;
  const asks = typed !== '' && !wrong && read.value !== null && read.value.twice !== 'no';
  return (
    <div>
      <TextField label={label} mono value={value.text} wrong={wrong} hint={hint} onChange={(text) => onChange({ text, zone: null, which: null })} />
      {asks && <Segments label="The clocks showed this time twice: which" value={value.which ?? 'earlier'} options={[{ id: 'earlier', title: 'the earlier' }, { id: 'later', title: 'the later' }]} onChange={(which) => onChange({ ...value, which })} />}
    </div>
  );
}

import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { Button, IconButton } from '../parts/button.tsx';
import { Checkbox } from '../parts/checkbox.tsx';
import { countText } from '../parts/count-text.ts';
import { Key } from '../parts/key.tsx';
import { TextField } from '../parts/text-field.tsx';
import { VisibleText } from '../parts/visible-text.tsx';
import { type AnnotateDialog as Asked, comment, noteEvent, showDialog, tag, useAnnotations } from '../state/annotations-state.ts';
import { useApp } from '../state/app-state.ts';
import { type Target, targetNow } from '../state/picked-runs.ts';
import styles from './annotate-dialog.module.css';
import { keyLabel } from './key-match.ts';
import { useMac } from './platform.ts';
import { SaveSearchForm } from './save-search-form.tsx';

/** Tag, comment, event, saved search: one small form, about what was marked when it was opened. */
export function AnnotateDialog() {
  const asked = useAnnotations((state) => state.dialog);
  return (
    <Dialog.Root open={asked !== null} onOpenChange={(open) => (open ? undefined : showDialog(null))}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>{asked !== null && <Form asked={asked} />}</Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const titles = { tag: 'Tag', comment: 'Comment', event: 'Note an event', 'save search': 'Save this search' } as const;

function Form({ asked }: { readonly asked: Asked }) {
  const [target] = useState(targetNow);
  return (
    <>
      <div className={styles.head}>
        <Dialog.Title className={styles.title}>
          {titles[asked.kind]}
          {target !== null && asked.kind !== 'save search' && asked.kind !== 'event' && <span className={styles.about}> {target.words}</span>}
        </Dialog.Title>
        <Dialog.Close render={<IconButton icon={X} label="Close" small />} />
      </div>
      {asked.kind === 'tag' && target !== null && <TagForm target={target} />}
      {asked.kind === 'comment' && target !== null && target.single !== null && <CommentForm run={target.single} />}
      {asked.kind === 'event' && <EventForm target={target} />}
      {asked.kind === 'save search' && <SaveSearchForm where={asked.where} />}
    </>
  );
}

function TagForm({ target: { on, single } }: { readonly target: Target }) {
  const [name, setName] = useState('');
  const tags = useAnnotations((state) => state.summary?.tags) ?? [];
  const marks = useAnnotations((state) => state.marks);
  const carried = single === null ? [] : (marks.get(single)?.tags ?? []);
  const offered = tags.filter(({ tag: known }) => known.toLowerCase().includes(name.trim().toLowerCase())).slice(0, 12);
  const put = async (chosen: string, tagged: boolean): Promise<void> => {
    if (await tag(on, chosen, tagged)) showDialog(null);
  };
  return (
    <form className={styles.form} onSubmit={(event) => submit(event, name.trim() === '' ? null : () => put(name.trim(), true))}>
      <TextField label="Tag" value={name} onChange={setName} maxLength={60} autoFocus hint="A word or a few. Enter puts it on." />
      {offered.length > 0 && (
        <div className={styles.offers} role="group" aria-label="Tags of this case">
          {offered.map(({ tag: known, runs }) => {
            const on = carried.includes(known);
            return (
              <Button key={known} small aria-pressed={on} onClick={() => void put(known, !on)}>
                <VisibleText text={known} /> <span className={styles.quiet}>{countText(runs)}</span>
                {on && ' ✓'}
              </Button>
            );
          })}
        </div>
      )}
      {single === null && tags.length > 0 && name.trim() !== '' && tags.some(({ tag: known }) => known.toLowerCase() === name.trim().toLowerCase()) && (
        <Button small onClick={() => void put(name.trim(), false)}>
          Take it off these runs
        </Button>
      )}
      <div className={styles.actions}>
        <Button look="primary" type="submit" disabled={name.trim() === ''}>
          Tag
        </Button>
      </div>
    </form>
  );
}

function CommentForm({ run }: { readonly run: string }) {
  const [text, setText] = useState('');
  const save = async (): Promise<void> => {
    if (await comment(run, text.trim(), null)) showDialog(null);
  };
  return (
    <form className={styles.form} onSubmit={(event) => submit(event, text.trim() === '' ? null : save)}>
      <TextArea label="Comment" value={text} onChange={setText} onSend={text.trim() === '' ? null : save} />
      <p className={styles.note}>Kept in the journal under your account name. A later wording does not erase this one.</p>
      <div className={styles.actions}>
        <Button look="primary" type="submit" disabled={text.trim() === ''}>
          Comment
        </Button>
      </div>
    </form>
  );
}

function EventForm({ target }: { readonly target: Target | null }) {
  const zone = useApp((state) => state.zone);
  const [written, setWritten] = useState('');
  const [inZone, setInZone] = useState(() => (zone === 'utc' ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone));
  const [approximate, setApproximate] = useState(false);
  const [text, setText] = useState('');
  const [subject, setSubject] = useState('');
  const runs = target !== null && 'runs' in target.on ? target.on.runs : [];
  const [about, setAbout] = useState(runs.length > 0);
  const save = async (): Promise<void> => {
    const done = await noteEvent({ when: { written, zone: inZone, approximate }, text: text.trim(), subject: subject.trim() === '' ? null : subject.trim(), runs: about ? [...runs] : [], of: null });
    if (done) showDialog(null);
  };
  return (
    <form className={styles.form} onSubmit={(event) => submit(event, text.trim() === '' ? null : save)}>
      <div className={styles.row}>
        <TextField label="When" value={written} onChange={setWritten} mono autoFocus placeholder="2026-03-17 10:30" hint="As precise as it is known: 2026-03-17, 2026-03, or nothing." />
        <TextField label="In zone" value={inZone} onChange={setInZone} hint="For a time of day: UTC, +02:00, Europe/Berlin." />
      </div>
      <label className={styles.check}>
        <Checkbox label="The time is approximate" checked={approximate} onChange={setApproximate} /> approximately
      </label>
      <TextArea label="What happened" value={text} onChange={setText} onSend={text.trim() === '' ? null : save} />
      <TextField label="Subject (may stay empty)" value={subject} onChange={setSubject} mono placeholder="customer:44821" />
      {runs.length > 0 && target !== null && (
        <label className={styles.check}>
          <Checkbox label={`About ${target.words}`} checked={about} onChange={setAbout} /> about {target.words}
        </label>
      )}
      <p className={styles.note}>Shown everywhere as <em>analyst-entered</em>: it is your word, not evidence.</p>
      <div className={styles.actions}>
        <Button look="primary" type="submit" disabled={text.trim() === ''}>
          Note it
        </Button>
      </div>
    </form>
  );
}

function TextArea({ label, value, onChange, onSend }: { readonly label: string; readonly value: string; readonly onChange: (text: string) => void; readonly onSend: (() => Promise<void>) | null }) {
  const mac = useMac();
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || onSend === null) return;
    event.preventDefault();
    void onSend();
  };
  return (
    <label className={styles.area}>
      <span className={styles.areaLabel}>
        {label} <Key>{keyLabel('Mod+Enter', mac)}</Key>
      </span>
      <textarea aria-label={label} rows={4} maxLength={10_000} autoFocus={label === 'Comment'} value={value} onChange={(event) => onChange(event.target.value)} onKeyDown={pressed} className={styles.text} />
    </label>
  );
}

function submit(event: FormEvent, act: (() => Promise<void>) | null): void {
  event.preventDefault();
  if (act !== null) void act();
}

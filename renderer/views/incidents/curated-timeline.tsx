import { Flag, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { CuratedEntry, Incident, VersionEvidence } from '#shared/model/incident.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { countedText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Icon } from '../../parts/icon.tsx';
import { InstantField, noInstant } from '../../parts/instant-field.tsx';
import { Instant } from '../../parts/instant.tsx';
import { StageIcon } from '../../parts/marks.tsx';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { doStep } from '../../state/incidents-state.ts';
import { goTo } from '../../state/view-state.ts';
import { EntryForm } from './entry-form.tsx';
import styles from './incidents.module.css';

/** The story as it will be told: by time only, each line with the evidence it rests on or marked as entered by hand. */
export function CuratedTimeline({ incident }: { readonly incident: Incident }) {
  const [entering, setEntering] = useState(false);
  const [editing, setEditing] = useState<number | null>(null);
  const recorded = incident.timeline.filter(({ kind }) => kind === 'recorded').length;
  return (
    <section className={styles.pane} aria-label="Curated timeline">
      <SectionHeader title="Curated timeline" detail={`${countedText(incident.timeline.length, 'entry', 'entries')} · ${recorded} rest on records, ${incident.timeline.length - recorded} entered by hand`}>
        <Button small look="quiet" icon={Plus} onClick={() => setEntering(true)}>
          Entry
        </Button>
      </SectionHeader>
      <div className={styles.scroll}>
        {entering && <EnterLine incident={incident} onClose={() => setEntering(false)} />}
        {incident.timeline.length === 0 && !entering && <EmptyState title="Nothing is told yet" next="Press Enter on a raw event, or its arrow, to put it here. It keeps its recorded time and its bytes." />}
        <ol className={styles.lines}>
          {incident.timeline.map((entry) => (
            <li key={entry.seq}>{editing === entry.seq ? <EntryForm incident={incident} entry={entry} onClose={() => setEditing(null)} /> : <Line incident={incident} entry={entry} onEdit={() => setEditing(entry.seq)} />}</li>
          ))}
        </ol>
      </div>
    </section>
  );
}

function Line({ incident, entry, onEdit }: { readonly incident: Incident; readonly entry: CuratedEntry; readonly onEdit: () => void }) {
  const { kind, title, text, recordedAt, asserted, evidence, version, reference, seq, by } = entry;
  const name = visibleString(title);
  return (
    <div className={styles.line}>
      <span className={styles.when}>{recordedAt === null ? asserted === null ? <span className={styles.quiet}>time not recorded</span> : <Instant at={asserted.at.ns} show="both" /> : <Instant at={recordedAt} show="both" />}</span>
      <span className={styles.dot}>{version !== null ? <Icon of={Flag} size="s" /> : evidence === null ? <Icon of={Pencil} size="s" /> : <StageIcon kind={evidence.kind} size="s" />}</span>
      <span className={styles.told}>
        <VisibleText text={title} className={styles.lineTitle ?? ''} />
        {text !== '' && <VisibleText text={text} className={styles.quiet ?? ''} lines />}
        {kind === 'recorded' && asserted !== null && (
          <span className={styles.asserted}>
            recorded {recordedAt === null ? 'without a time' : <Instant at={recordedAt} />}; asserted <Instant at={asserted.at.ns} show="both" />, because <VisibleText text={asserted.reason} /> ({asserted.by})
          </span>
        )}
      </span>
      <span className={styles.rests}>
        {version !== null ? (
          <VersionLink version={version} />
        ) : evidence === null ? (
          <span className={styles.quiet} title={visibleString(reference)}>
            entered by {by}, journal {seq}
          </span>
        ) : (
          <>
            <ProvenanceMark provenance={evidence.provenance} />
            <Button look="link" small className="mono" title={`${visibleString(evidence.source ?? 'no single source')}${evidence.offset === null ? '' : ` @${evidence.offset}`}`} onClick={() => goTo({ view: 'runs', run: evidence.run })}>
              <VisibleText text={evidence.runName} />
            </Button>
          </>
        )}
      </span>
      <span className={styles.lineActions}>
        <IconButton small icon={Pencil} label={`Edit: ${name}`} onClick={onEdit} />
        <IconButton small icon={Trash2} label={`Take off the timeline: ${name}`} onClick={() => void doStep(incident.id, { do: 'remove line', entry: seq })} />
      </span>
    </div>
  );
}

function VersionLink({ version: { kind, name, version, basis, source, offset } }: { readonly version: VersionEvidence }) {
  return (
    <>
      <ProvenanceMark provenance={basis === 'registry' ? 'recorded' : 'inferred'} />
      <Button look="link" small className="mono" title={source === null ? 'No registry states it: the time of the first run that used it' : `${visibleString(source)} @${offset}`} onClick={() => goTo({ view: 'versions' })}>
        <VisibleText text={`${kind} ${name} ${version}`} />
      </Button>
    </>
  );
}

function EnterLine({ incident, onClose }: { readonly incident: Incident; readonly onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [at, setAt] = useState(noInstant);
  const [reference, setReference] = useState('');
  return (
    <form
      className={styles.form}
      aria-label="New entry"
      onSubmit={(event) => {
        event.preventDefault();
        void doStep(incident.id, { do: 'enter line', title, text: '', at, reference }).then((done) => (done ? onClose() : undefined));
      }}
    >
      <TextField label="What happened" value={title} onChange={setTitle} autoFocus />
      <InstantField label="When" zone={incident.zone} value={at} onChange={setAt} />
      <TextField label="What it rests on" value={reference} onChange={setReference} hint="A call, a mail, a document. The line is marked as entered by hand everywhere." />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={title.trim() === '' || at.text.trim() === ''}>
          Enter it
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { FieldValues } from '#shared/ipc/answers.ts';
import { type SearchField, type TextField, textFields } from '#shared/search/search.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { asksAnnotations, termText, withoutField } from '../../parts/search-terms.ts';
import { TextField as Field } from '../../parts/text-field.tsx';
import { useAnnotations } from '../../state/annotations-state.ts';
import { useCase } from '../../state/case-state.ts';
import { useSurveyRevision } from '../../state/survey-revision.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { FacetChoice } from './facet-choice.tsx';
import styles from './facet-panel.module.css';
import { facetRows } from './facet-rows.ts';

/** Not counted until they are opened: each costs a look at every matching run. */
export const furtherFacets: readonly { readonly field: TextField; readonly title: string }[] = [
  { field: 'tag', title: 'Tag' },
  { field: 'agent', title: 'Agent' },
  { field: 'approver', title: 'Approver' },
  { field: 'rule', title: 'Rule' },
  { field: 'system', title: 'System' },
  { field: 'country', title: 'Country' },
];

const shown = 12;
const most = 200;

export function FurtherFacet({ field, title, where }: { readonly field: TextField; readonly title: string; readonly where: string }) {
  const [open, setOpen] = useState(false);
  const { value, problem, pending } = useValues(open ? field : null, where, '', shown);
  return (
    <section className={styles.facet} aria-label={title}>
      <h2>
        <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon of={open ? ChevronDown : ChevronRight} size="xs" />
          <span className={styles.title}>{title}</span>
          {open && value !== null && value.more > 0 && <span className={styles.more}>{countText(value.more)} more</span>}
        </button>
      </h2>
      {open && problem !== null && <ProblemNote problem={problem} />}
      {open && value === null && pending && <p className={styles.none}>Counting…</p>}
      {open && value !== null && <Choices field={field} title={title} where={where} value={value} />}
      {open && value !== null && value.more > 0 && <AllValues field={field} title={title} where={where} />}
    </section>
  );
}

/** Rules that found something in the matching runs. Counted when it is opened, and only once the survey is whole. */
export function FindingFacet({ where }: { readonly where: string }) {
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const revision = useCase((state) => state.revision);
  const surveyed = useSurveyRevision();
  const { value, problem, pending } = useAnswer('findings.facet', open ? { where: withoutField(where, 'finding') } : null, revision + surveyed);
  const values = value?.values ?? [];
  const listed = all ? values : values.slice(0, shown);
  const rows = facetRows({ field: 'finding', title: 'Finding', values: listed, more: 0 }, 'finding', where);
  return (
    <section className={styles.facet} aria-label="Finding">
      <h2>
        <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon of={open ? ChevronDown : ChevronRight} size="xs" />
          <span className={styles.title}>Finding</span>
          {open && values.length > listed.length && <span className={styles.more}>{countText(values.length - listed.length)} more</span>}
        </button>
      </h2>
      {open && problem !== null && <p className={styles.none}>{problem.message}</p>}
      {open && value === null && pending && <p className={styles.none}>Counting…</p>}
      {open && value !== null && rows.map((row) => <FacetChoice key={termText(row.term)} row={row} where={where} />)}
      {open && value !== null && rows.length === 0 && <p className={styles.none}>no rule found anything in any matching run</p>}
      {open && values.length > shown && (
        <Button look="link" small onClick={() => setAll(!all)}>
          {all ? 'fewer' : 'more…'}
        </Button>
      )}
    </section>
  );
}

/** Every value of a field with its count, narrowed by typing. */
export function AllValues({ field, title, where }: { readonly field: TextField; readonly title: string; readonly where: string }) {
  const [open, setOpen] = useState(false);
  const [part, setPart] = useState('');
  const { value, problem } = useValues(open ? field : null, where, part.trim(), most);
  if (!open) {
    return (
      <Button look="link" small onClick={() => setOpen(true)}>
        more…
      </Button>
    );
  }
  return (
    <div role="group" aria-label={`All values of ${title}`}>
      <Field label={`Find a value of ${title}`} value={part} onChange={setPart} autoFocus hint={value === null ? 'Counting…' : value.more > 0 ? `${countText(value.values.length)} of ${countText(value.values.length + value.more)} values; type to narrow` : `all ${countText(value.values.length)} values`} />
      {problem !== null && <ProblemNote problem={problem} />}
      {value !== null && <Choices field={field} title={title} where={where} value={value} />}
      <Button look="link" small onClick={() => setOpen(false)}>
        fewer
      </Button>
    </div>
  );
}

function Choices({ field, title, where, value }: { readonly field: TextField; readonly title: string; readonly where: string; readonly value: FieldValues }) {
  const rows = facetRows({ field, title, values: value.values, more: value.more }, field, where);
  if (rows.length === 0) return <p className={styles.none}>no value in any matching run</p>;
  return rows.map((row) => <FacetChoice key={termText(row.term)} row={row} where={where} />);
}

/** What is asked of the field itself does not narrow its counts: they are what each further tick would bring. */
function useValues(field: TextField | null, where: string, part: string, limit: number) {
  const revision = useCase((state) => state.revision);
  const annotated = useAnnotations((state) => state.revision);
  const wider = field === null ? '' : withoutField(where, field);
  return useAnswer('search.values', field === null ? null : { field, where: wider, part, limit }, field === 'tag' || asksAnnotations(wider) ? revision + annotated : revision);
}

export function isTextField(field: SearchField): field is TextField {
  return textFields.some((known) => known === field);
}

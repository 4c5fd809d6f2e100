import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Facet } from '#shared/ipc/answers.ts';
import type { SearchField } from '#shared/search/search.ts';
import { classNames } from '../../parts/class-names.ts';
import { countText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { alternativesOf, isSearchField, termText, withoutField } from '../../parts/search-terms.ts';
import { useCase } from '../../state/case-state.ts';
import { type Answer, useAnswer } from '../../state/use-answer.ts';
import { AllValues, FindingFacet, FurtherFacet, furtherFacets, isTextField } from './further-facets.tsx';
import { FacetChoice } from './facet-choice.tsx';
import { facetRows } from './facet-rows.ts';
import styles from './facet-panel.module.css';

export function FacetPanel({ where, facets }: { readonly where: string; readonly facets: Answer<readonly Facet[]> }) {
  const { value, problem, pending, withheld } = facets;
  return (
    <aside aria-label="Facets" aria-busy={pending} className={classNames(styles.panel, (pending || withheld) && styles.pending)}>
      {problem !== null && <ProblemNote problem={problem} />}
      {value?.map((facet) => isSearchField(facet.field) && <FacetGroup key={facet.field} facet={facet} field={facet.field} where={where} />)}
      {value !== null && <FindingFacet where={where} />}
      {value !== null && furtherFacets.map((further) => <FurtherFacet key={further.field} {...further} where={where} />)}
      {value === null && (pending || withheld) && <p className={styles.waiting}>Counting…</p>}
    </aside>
  );
}

/** What is asked of a facet's own field does not narrow its counts: they are what each further tick would bring. */
function FacetGroup({ facet: narrowed, field, where }: { readonly facet: Facet; readonly field: SearchField; readonly where: string }) {
  const [open, setOpen] = useState(true);
  const revision = useCase((state) => state.revision);
  const asked = alternativesOf(where, field).length > 0;
  const wider = useAnswer('runs.facets', asked ? { where: withoutField(where, field) } : null, revision);
  const facet = (asked && !wider.pending ? wider.value?.find((other) => other.field === field) : undefined) ?? narrowed;
  const rows = facetRows(facet, field, where);
  return (
    <section className={styles.facet} aria-label={facet.title}>
      <h2>
        <button type="button" className={styles.head} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon of={open ? ChevronDown : ChevronRight} size="xs" />
          <span className={styles.title}>{facet.title}</span>
          {facet.more > 0 && <span className={styles.more}>{countText(facet.more)} more</span>}
        </button>
      </h2>
      {open && rows.map((row) => <FacetChoice key={termText(row.term)} row={row} where={where} />)}
      {open && facet.more > 0 && isTextField(field) && <AllValues field={field} title={facet.title} where={where} />}
      {open && rows.length === 0 && <p className={styles.none}>no value in any matching run</p>}
    </section>
  );
}

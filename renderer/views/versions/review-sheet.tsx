import { useState } from 'react';
import type { RatedKind } from '#shared/model/version-review.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { Select } from '../../parts/select.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { reportProblem } from '../../state/app-state.ts';
import { quartersOf } from './version-words.ts';
import styles from './versions-view.module.css';

/** The sheet an owner signs for a quarter, written to a file as a page or as Markdown. */
export function ReviewSheet({ kind, name, from, until }: { readonly kind: RatedKind; readonly name: string; readonly from: string; readonly until: string }) {
  const quarters = quartersOf(from, until, 12);
  const what = visibleString(`${kind} ${name}`);
  const [at, setAt] = useState(quarters[0]?.at ?? '');
  return (
    <span className={styles.sheet}>
      <Select label={`Quarter of the review sheet of ${what}`} quiet value={at} groups={[{ title: null, options: quarters.map((one) => ({ value: one.at, title: one.title })) }]} onChange={setAt} />
      <Button look="link" small aria-label={`Review sheet of ${what} as a page`} onClick={() => void save({ kind, name, at, format: 'html' })}>
        page
      </Button>
      <Button look="link" small aria-label={`Review sheet of ${what} as Markdown`} onClick={() => void save({ kind, name, at, format: 'markdown' })}>
        md
      </Button>
    </span>
  );
}

async function save(asked: { readonly kind: RatedKind; readonly name: string; readonly at: string; readonly format: 'html' | 'markdown' }): Promise<void> {
  const made = await call('versions.review', asked);
  if (!made.ok) return reportProblem(made.problem);
  const saved = await call('app.saveText', made.value);
  if (!saved.ok) reportProblem(saved.problem);
}

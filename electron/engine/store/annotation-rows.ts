import type { Store } from './store.ts';

/** Rows of the annotation tables, as the fold has them now. */
export interface AnnotationRows {
  readonly stars: readonly { readonly run: string; readonly seq: number }[];
  readonly tags: readonly { readonly tag: string; readonly run: string; readonly seq: number }[];
  /** `words`: case folded. */
  readonly comments: readonly { readonly seq: number; readonly run: string; readonly words: string }[];
  readonly events: readonly { readonly seq: number; readonly from: string | null; readonly until: string | null; readonly words: string; readonly subject: string | null; readonly runs: readonly string[] }[];
}

/** Seq of the last act the tables hold; null: they have to be filled. */
export async function appliedAnnotations(store: Store, caseKey: number): Promise<number | null> {
  const [row] = await store.query("SELECT value FROM meta WHERE case_key = $1 AND key = 'annotations-seq'", [caseKey]);
  return row === undefined ? null : Number(row[0]);
}

export async function markAnnotations(store: Store, caseKey: number, seq: number): Promise<void> {
  await store.query(
    `INSERT INTO meta (case_key, key, value) VALUES ($1, 'annotations-seq', $2)
     ON CONFLICT (case_key, key) DO UPDATE SET value = EXCLUDED.value`,
    [caseKey, String(seq)],
  );
}

/**
 * Stars and tags of these runs, made to agree with the fold. Never emptied in between: each statement leaves answers that were
 * true before or are true now.
 */
export async function writeRunMarks(store: Store, caseKey: number, runs: readonly string[], { stars, tags }: Pick<AnnotationRows, 'stars' | 'tags'>): Promise<void> {
  for (let from = 0; from < runs.length; from += slice) {
    const some = runs.slice(from, from + slice);
    const named = new Set(some);
    const starred = stars.filter(({ run }) => named.has(run));
    const tagged = tags.filter(({ run }) => named.has(run));
    await store.query('DELETE FROM run_star WHERE case_key = $1 AND run_id = ANY($2::uuid[]) AND NOT run_id = ANY($3::uuid[])', [caseKey, some, starred.map(({ run }) => run)]);
    await store.query(
      `INSERT INTO run_star SELECT $1::integer, run, seq FROM json_to_recordset($2::json) AS row (run uuid, seq bigint)
       ON CONFLICT (case_key, run_id) DO UPDATE SET seq = EXCLUDED.seq`,
      [caseKey, JSON.stringify(starred)],
    );
    await store.query(
      `DELETE FROM run_tag
        WHERE case_key = $1 AND run_id = ANY($2::uuid[])
          AND NOT EXISTS (SELECT 1 FROM json_to_recordset($3::json) AS row (tag text, run uuid) WHERE row.tag = run_tag.tag AND row.run = run_tag.run_id)`,
      [caseKey, some, JSON.stringify(tagged)],
    );
    await store.query(
      `INSERT INTO run_tag SELECT $1::integer, tag, run, seq FROM json_to_recordset($2::json) AS row (tag text, run uuid, seq bigint)
       ON CONFLICT (case_key, tag, run_id) DO UPDATE SET seq = EXCLUDED.seq`,
      [caseKey, JSON.stringify(tagged)],
    );
  }
}

/** All comments and manual events anew: people write few. */
export async function writeNotes(store: Store, caseKey: number, { comments, events }: Pick<AnnotationRows, 'comments' | 'events'>): Promise<void> {
  await store.query('DELETE FROM run_comment WHERE case_key = $1', [caseKey]);
  for (let from = 0; from < comments.length; from += slice) {
    await store.query('INSERT INTO run_comment SELECT $1::integer, seq, run, words FROM json_to_recordset($2::json) AS row (seq bigint, run uuid, words text)', [caseKey, JSON.stringify(comments.slice(from, from + slice))]);
  }
  await store.query('DELETE FROM manual_event WHERE case_key = $1', [caseKey]);
  await store.query('DELETE FROM manual_event_run WHERE case_key = $1', [caseKey]);
  await store.query(
    'INSERT INTO manual_event SELECT $1::integer, seq, from_at, until_at, words, subject FROM json_to_recordset($2::json) AS row (seq bigint, from_at bigint, until_at bigint, words text, subject text)',
    [caseKey, JSON.stringify(events.map(({ seq, from, until, words, subject }) => ({ seq, from_at: from, until_at: until, words, subject })))],
  );
  const links = events.flatMap(({ seq, runs }) => [...new Set(runs)].map((run) => ({ seq, run })));
  for (let from = 0; from < links.length; from += slice) {
    await store.query('INSERT INTO manual_event_run SELECT $1::integer, seq, run FROM json_to_recordset($2::json) AS row (seq bigint, run uuid)', [caseKey, JSON.stringify(links.slice(from, from + slice))]);
  }
}

/** Before everything is written anew. */
export async function clearRunMarks(store: Store, caseKey: number): Promise<void> {
  await store.query('DELETE FROM run_star WHERE case_key = $1', [caseKey]);
  await store.query('DELETE FROM run_tag WHERE case_key = $1', [caseKey]);
}

const slice = 2000;

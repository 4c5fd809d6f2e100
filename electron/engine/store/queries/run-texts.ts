import type { Store } from '../store.ts';

/** Whether words wait for their index: then a search of texts looks at them one by one. */
export async function textsWait(store: Store, caseKey: number): Promise<boolean> {
  const [row] = await store.query('SELECT EXISTS (SELECT 1 FROM run_text_waiting WHERE case_key = $1)', [caseKey]);
  return row?.[0] === true;
}

/** Runs with more words than a row holds: a search of texts may miss them. */
export async function textsCut(store: Store, caseKey: number): Promise<number> {
  const [row] = await store.query('SELECT (SELECT count(*) FROM run_text WHERE case_key = $1 AND NOT whole) + (SELECT count(*) FROM run_text_waiting WHERE case_key = $1 AND NOT whole)', [caseKey]);
  return Number(row?.[0]);
}

/** Blocks of the waiting table, moved ones included. */
export async function textBlocks(store: Store): Promise<number> {
  const [row] = await store.query("SELECT pg_relation_size('run_text_waiting') / current_setting('block_size')::integer");
  return Number(row?.[0]);
}

/** Moves what stands in these blocks into the indexed table, in one statement: no search sees a run twice or not at all. */
export async function moveTexts(store: Store, caseKey: number, from: number, to: number): Promise<number> {
  const rows = await store.query(
    `WITH moved AS (
       DELETE FROM run_text_waiting
        WHERE ctid >= $2::tid AND ctid < $3::tid AND case_key = $1
       RETURNING case_key, run_id, whole, words)
     INSERT INTO run_text (case_key, run_id, whole, words)
     SELECT case_key, run_id, whole, words
       FROM moved
     RETURNING 1`,
    [caseKey, `(${from},0)`, `(${to},0)`],
  );
  return rows.length;
}

/** Gives the room of moved rows back, where no case has any waiting. */
export async function forgetMovedTexts(store: Store): Promise<void> {
  const [row] = await store.query('SELECT EXISTS (SELECT 1 FROM run_text_waiting)');
  if (row?.[0] === false) await store.query('TRUNCATE run_text_waiting');
}

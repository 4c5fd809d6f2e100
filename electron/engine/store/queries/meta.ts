import type { Store } from '../store.ts';

/** What the index remembers of itself under a name; null: nothing. */
export async function metaValue(store: Store, caseKey: number, key: string): Promise<string | null> {
  const [row] = await store.query('SELECT value FROM meta WHERE case_key = $1 AND key = $2', [caseKey, key]);
  return row === undefined ? null : String(row[0]);
}

export async function setMeta(store: Store, caseKey: number, key: string, value: string): Promise<void> {
  await store.query(
    `INSERT INTO meta (case_key, key, value) VALUES ($1, $2, $3)
     ON CONFLICT (case_key, key) DO UPDATE SET value = EXCLUDED.value`,
    [caseKey, key, value],
  );
}

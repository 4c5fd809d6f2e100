import { createHash } from 'node:crypto';
import { assert } from '#shared/assert.ts';
import type { EvidenceView } from '#shared/model/sql-console.ts';
import type { Store } from '../store.ts';
import { consoleFunctions } from './console-functions.ts';
import { evidenceViews, type ViewDefinition } from './evidence-views.ts';

/** Who asks: owns nothing, may read the schema `evidence` and nothing else. */
export const consoleRole = 'proofline_reader';
export const consoleSchema = 'evidence';

const prepared = new WeakMap<Store, Promise<readonly EvidenceView[]>>();

/** Makes role and views, once an opened index. They are made anew each time: no index has views of an older build. */
export function prepareConsole(store: Store, caseKey: number): Promise<readonly EvidenceView[]> {
  const known = prepared.get(store) ?? makeViews(store, caseKey);
  prepared.set(store, known);
  // A failure is not kept: the next question tries again.
  known.catch(() => prepared.delete(store));
  return known;
}

async function makeViews(store: Store, caseKey: number): Promise<readonly EvidenceView[]> {
  assert(Number.isSafeInteger(caseKey), 'a case key is a number');
  await store.query(`DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${consoleRole}') THEN CREATE ROLE ${consoleRole} NOLOGIN; END IF; END $$`);
  await restrict(store);
  await store.query(`DROP SCHEMA IF EXISTS ${consoleSchema} CASCADE`);
  await store.query(`CREATE SCHEMA ${consoleSchema}`);
  const present: ViewDefinition[] = [];
  for (const view of evidenceViews) {
    const [found] = await store.query('SELECT to_regclass($1) IS NOT NULL', [`public.${view.table}`]);
    if (found?.[0] !== true) continue;
    // Without statistics the estimate of a query's cost is a guess.
    const [counted] = await store.query('SELECT reltuples < 1 FROM pg_class WHERE oid = $1::regclass', [`public.${view.table}`]);
    if (counted?.[0] === true) await store.query(`ANALYZE public.${view.table}`);
    await store.query(`CREATE VIEW ${consoleSchema}.${view.name} AS SELECT ${view.columns.map(({ name, sql }) => `${sql} AS ${name}`).join(', ')} FROM ${view.from} WHERE ${view.keyed}.case_key = ${caseKey}`);
    present.push(view);
  }
  await store.query(`GRANT USAGE ON SCHEMA ${consoleSchema} TO ${consoleRole}`);
  await store.query(`GRANT SELECT ON ALL TABLES IN SCHEMA ${consoleSchema} TO ${consoleRole}`);
  return present.map(({ name, meaning, columns }) => ({ name, meaning, columns: columns.map((column) => ({ name: column.name, type: column.type, meaning: column.meaning })) }));
}

/**
 * What everybody may do in a fresh database, the role may not: see the tables of the catalogue, the schema of the tables, and call any function
 * but those listed. Kept with the index; the comment on the role says for which list, and is written last.
 */
async function restrict(store: Store): Promise<void> {
  const mark = createHash('sha256').update(consoleFunctions.join(' ')).digest('hex');
  const [standing] = await store.query("SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = $1", [consoleRole]);
  if (standing?.[0] === mark) return;
  await store.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  await store.query('REVOKE SELECT ON ALL TABLES IN SCHEMA pg_catalog, information_schema FROM PUBLIC');
  await store.query('REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA pg_catalog, information_schema, public FROM PUBLIC');
  const [allowed] = await store.query(allowedFunctions, [consoleFunctions]);
  await store.query(`GRANT EXECUTE ON FUNCTION ${String(allowed?.[0])} TO PUBLIC`);
  await store.query(`COMMENT ON ROLE ${consoleRole} IS '${mark}'`);
}

/** A power of numeric may have a hundred thousand digits; `^` of whole numbers is that of floating point. */
const allowedFunctions = `
  SELECT string_agg(DISTINCT p.oid::regprocedure::text, ', ')
    FROM pg_proc AS p
   WHERE p.pronamespace = 'pg_catalog'::regnamespace
     AND p.provolatile <> 'v'
     AND p.proname <> 'numeric_power'
     AND (p.proname = ANY ($1)
          OR EXISTS (SELECT 1 FROM pg_operator AS o WHERE o.oprcode = p.oid)
          OR EXISTS (SELECT 1 FROM pg_cast AS c WHERE c.castfunc = p.oid))`;

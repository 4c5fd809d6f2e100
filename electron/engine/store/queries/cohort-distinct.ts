import type { CohortDistinct, CohortUnnamed } from '../../figures/cohort-shape.ts';
import { escapedSubject } from '../further-subjects.ts';
import type { Store } from '../store.ts';
import { cohortSql, type CohortAsked } from './cohort.ts';
import { executedSql } from './detail-conditions.ts';
import { Row } from './read-row.ts';

/** `aliases`: subjects that a person merged, each with the one it counts as. */
export async function cohortDistinct(store: Store, caseKey: number, asked: CohortAsked, aliases: ReadonlyMap<string, string>): Promise<{ readonly kinds: readonly CohortDistinct[]; readonly unnamed: CohortUnnamed }> {
  const cohort = cohortSql(caseKey, { ...asked, apart: '' });
  const [from, to] = [cohort.bind([...aliases.keys()].map(escapedSubject)), cohort.bind([...aliases.values()].map(escapedSubject))];
  // A subject cannot hold a tab in front of its colon that a kind of ours has: 'target record' is no kind of subject.
  const rows = await store.query(
    `WITH cohort AS MATERIALIZED (
       SELECT side = 0 AS certain, coalesce(${executedSql} = 'yes', FALSE) AS executed, run.subject, run.further_subjects, run.system, run.target_record,
              coalesce(strpos(detail.provenance, '"subject":"hash only"') > 0, FALSE) AS hashed
         FROM ${cohort.from}
        CROSS JOIN LATERAL (SELECT ${cohort.side} AS side) AS belongs
        WHERE side IS NOT NULL
     ),
     alias AS (SELECT * FROM unnest(${from}::text[], ${to}::text[]) AS alias (subject, counts_as)),
     named AS (
       SELECT coalesce(alias.counts_as, one.subject) AS subject, certain, executed
         FROM (SELECT replace(replace(subject, E'\\\\', E'\\\\\\\\'), E'\\n', E'\\\\n') AS subject, certain, executed FROM cohort WHERE subject IS NOT NULL
                UNION ALL
               SELECT further.subject, certain, executed FROM cohort, string_to_table(further_subjects, E'\\n') AS further (subject) WHERE further_subjects IS NOT NULL) AS one
         LEFT JOIN alias USING (subject)
     ),
     ids AS (
       SELECT split_part(subject, ':', 1) AS kind, subject AS id, bool_or(certain) AS certain, bool_or(executed) AS executed, bool_or(certain AND executed) AS certain_executed FROM named GROUP BY subject
       UNION ALL
       SELECT 'target record', coalesce(system, '') || E'\\t' || target_record, bool_or(certain), bool_or(executed), bool_or(certain AND executed) FROM cohort WHERE target_record IS NOT NULL GROUP BY system, target_record
     )
     SELECT 'ids', kind, count(*) FILTER (WHERE certain), count(*), count(*) FILTER (WHERE certain_executed), count(*) FILTER (WHERE executed), 0, 0 FROM ids GROUP BY kind
     UNION ALL
     SELECT 'unnamed', '', count(*) FILTER (WHERE subject IS NULL), count(*) FILTER (WHERE subject IS NULL AND executed), count(*) FILTER (WHERE subject IS NULL AND hashed), count(*) FILTER (WHERE subject IS NULL AND hashed AND executed),
            count(*) FILTER (WHERE target_record IS NULL), count(*) FILTER (WHERE target_record IS NULL AND executed)
       FROM cohort`,
    cohort.parameters,
  );
  const kinds: CohortDistinct[] = [];
  let unnamed: CohortUnnamed = { subjects: 0, subjectsExecuted: 0, hashedSubjects: 0, hashedSubjectsExecuted: 0, records: 0, recordsExecuted: 0 };
  for (const values of rows) {
    const row = new Row(values);
    const [what, kind] = [row.text(), row.text()];
    const [a, b, c, d, e, f] = [row.number(), row.number(), row.number(), row.number(), row.number(), row.number()];
    if (what === 'ids') kinds.push({ kind, certain: a, all: b, certainExecuted: c, allExecuted: d });
    else unnamed = { subjects: a, subjectsExecuted: b, hashedSubjects: c, hashedSubjectsExecuted: d, records: e, recordsExecuted: f };
  }
  return { kinds: kinds.sort((a, b) => b.all - a.all || (a.kind < b.kind ? -1 : 1)), unnamed };
}

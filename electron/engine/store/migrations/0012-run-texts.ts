import type { Migration } from './index.ts';

/**
 * The words of each run's texts (shared/search/words-in.ts). The survey writes them without an index over words, which costs it little; a
 * job then moves them into the indexed table in slices, because one statement that built that index would block every answer for minutes.
 * A search looks at both, so that it is exact at any time. The pending list is kept short: folding it in is part of some insert.
 * `whole` false: the run has more words than a row can hold, and searches say so. A case surveyed before is surveyed again.
 */
export const runTexts: Migration = {
  version: 12,
  name: 'run-texts',
  statements: [
    `CREATE TABLE run_text_waiting (
       case_key integer  NOT NULL,
       run_id   uuid     NOT NULL,
       whole    boolean  NOT NULL,
       words    tsvector NOT NULL,
       PRIMARY KEY (case_key, run_id)
     )`,
    `CREATE TABLE run_text (
       case_key integer  NOT NULL,
       run_id   uuid     NOT NULL,
       whole    boolean  NOT NULL,
       words    tsvector NOT NULL,
       PRIMARY KEY (case_key, run_id)
     )`,
    'CREATE INDEX run_text_words ON run_text USING gin (words) WITH (gin_pending_list_limit = 512)',
    'CREATE INDEX run_text_cut ON run_text (case_key) WHERE NOT whole',
    'CREATE INDEX run_text_waiting_cut ON run_text_waiting (case_key) WHERE NOT whole',
    'TRUNCATE run_finding, run_detail, case_finding, case_finding_run, finding_rule',
    "DELETE FROM meta WHERE key IN ('surveyed-import-seq', 'surveyed-by', 'finding-counts')",
  ],
};

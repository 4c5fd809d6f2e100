import type { Migration } from './index.ts';

/** What people wrote beside the runs: a projection of the journal (see engine/annotations), whole when meta's 'annotations-seq' is its last act. */
export const annotations: Migration = {
  version: 6,
  name: 'annotations',
  statements: [
    `CREATE TABLE run_star (
       case_key integer NOT NULL,
       run_id   uuid    NOT NULL,
       seq      bigint  NOT NULL,
       PRIMARY KEY (case_key, run_id)
     )`,
    `CREATE TABLE run_tag (
       case_key integer NOT NULL,
       tag      text    NOT NULL,
       run_id   uuid    NOT NULL,
       seq      bigint  NOT NULL,
       PRIMARY KEY (case_key, tag, run_id)
     )`,
    'CREATE INDEX run_tag_run ON run_tag (case_key, run_id)',
    // `words`: the text with its case folded, as a search looks for it.
    `CREATE TABLE run_comment (
       case_key integer NOT NULL,
       seq      bigint  NOT NULL,
       run_id   uuid    NOT NULL,
       words    text    NOT NULL,
       PRIMARY KEY (case_key, seq)
     )`,
    'CREATE INDEX run_comment_run ON run_comment (case_key, run_id)',
    // Half-open, nanoseconds; NULL: the person did not know.
    `CREATE TABLE manual_event (
       case_key integer NOT NULL,
       seq      bigint  NOT NULL,
       from_at  bigint,
       until_at bigint,
       words    text    NOT NULL,
       subject  text,
       PRIMARY KEY (case_key, seq)
     )`,
    `CREATE TABLE manual_event_run (
       case_key integer NOT NULL,
       seq      bigint  NOT NULL,
       run_id   uuid    NOT NULL,
       PRIMARY KEY (case_key, seq, run_id)
     )`,
    'CREATE INDEX manual_event_run_run ON manual_event_run (case_key, run_id)',
  ],
};

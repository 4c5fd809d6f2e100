import type { Migration } from './index.ts';

/**
 * Runs counted by when they began and by what people filter on, see ../timeline-rollup.ts. Whole when meta says 'timeline-grain',
 * which any change to `run` takes away together with the counted shapes.
 */
export const timeline: Migration = {
  version: 7,
  name: 'timeline',
  statements: [
    // What runs have in common, numbered. `id`: one of them, which speaks for all: so a condition over `run` holds for the kind as it does for each.
    `CREATE TABLE timeline_kind (
       case_key        integer  NOT NULL,
       kind            integer  GENERATED ALWAYS AS IDENTITY,
       digest          bytea    NOT NULL,
       id              uuid     NOT NULL,
       action_type     text,
       approval_class  smallint NOT NULL,
       outcome         smallint NOT NULL,
       agent           text,
       environment     text,
       model           text,
       model_version   text,
       prompt_template text,
       prompt_version  text,
       fields          text     NOT NULL,
       source_key      integer  NOT NULL,
       sources         smallint NOT NULL,
       PRIMARY KEY (case_key, digest)
     )`,
    // `slot`: whole grains since 1970; NULL: not on the axis, for the reason numbered as in shared/time-axis.ts.
    `CREATE TABLE timeline_slot (
       case_key integer  NOT NULL,
       kind     integer  NOT NULL,
       slot     bigint,
       reason   smallint,
       runs     bigint   NOT NULL
     )`,
    `CREATE OR REPLACE FUNCTION forget_run_shape() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       DELETE FROM meta WHERE key IN ('run-shape', 'timeline-grain');
       RETURN NULL;
     END $$`,
  ],
};

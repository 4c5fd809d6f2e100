import type { Migration } from './index.ts';

/**
 * Codes: `approval_class`, `outcome` and `pattern` are the positions in the arrays of shared/model/run.ts.
 * Times are nanoseconds since 1970-01-01T00:00:00Z. NULL is "not recorded". Every key begins with the case, so that the
 * tables distribute as they are.
 */
export const firstTables: Migration = {
  version: 1,
  name: 'first-tables',
  statements: [
    `CREATE TABLE meta (
       case_key integer NOT NULL,
       key      text    NOT NULL,
       value    text    NOT NULL,
       PRIMARY KEY (case_key, key)
     )`,
    `CREATE TABLE source (
       case_key       integer NOT NULL,
       source_key     integer NOT NULL,
       import_seq     bigint  NOT NULL,
       name           text    NOT NULL,
       vault_sha256   text    NOT NULL,
       member         text,
       sha256         text    NOT NULL,
       bytes          bigint  NOT NULL,
       format         text    NOT NULL,
       layout         text    NOT NULL,
       mapping        text,
       detection      text    NOT NULL,
       zone           text,
       read           bigint  NOT NULL,
       accepted       bigint  NOT NULL,
       rejected       bigint  NOT NULL,
       duplicate      bigint  NOT NULL,
       runs           bigint  NOT NULL,
       first_at       bigint,
       last_at        bigint,
       without_time   bigint  NOT NULL,
       zoneless_times bigint  NOT NULL,
       imported_at    bigint  NOT NULL,
       integrity      text    NOT NULL,
       completeness   text    NOT NULL,
       coverage       text    NOT NULL,
       PRIMARY KEY (case_key, source_key),
       CHECK (read = accepted + rejected + duplicate)
     )`,
    `CREATE TABLE record (
       case_key    integer  NOT NULL,
       source_key  integer  NOT NULL,
       byte_offset bigint   NOT NULL,
       byte_length integer  NOT NULL,
       ordinal     bigint   NOT NULL,
       at          bigint,
       run_id      uuid,
       part        smallint NOT NULL,
       duplicate   boolean  NOT NULL,
       sha256      bytea    NOT NULL,
       event       text     NOT NULL,
       pointer     text     NOT NULL,
       PRIMARY KEY (case_key, source_key, byte_offset, part)
     )`,
    `CREATE TABLE reject (
       case_key    integer NOT NULL,
       source_key  integer NOT NULL,
       byte_offset bigint  NOT NULL,
       ordinal     bigint  NOT NULL,
       byte_length integer NOT NULL,
       rule        text    NOT NULL,
       reason      text    NOT NULL,
       excerpt     text    NOT NULL,
       PRIMARY KEY (case_key, source_key, byte_offset, ordinal)
     )`,
    `CREATE TABLE run (
       case_key        integer  NOT NULL,
       id              uuid     NOT NULL,
       started_at      bigint,
       executed_at     bigint,
       ended_at        bigint,
       source_key      integer  NOT NULL,
       records         integer  NOT NULL,
       sources         smallint NOT NULL,
       contradictions  smallint NOT NULL,
       recorded_fields smallint NOT NULL,
       approval_class  smallint NOT NULL,
       outcome         smallint NOT NULL,
       pattern         smallint,
       fields          text     NOT NULL,
       external_id     text     NOT NULL,
       action_type     text,
       environment     text,
       agent           text,
       model           text,
       model_version   text,
       prompt_template text,
       prompt_version  text,
       approver        text,
       rule_id         text,
       amount          numeric,
       amount_text     text,
       currency        text,
       subject         text,
       system          text,
       target_record   text,
       words           text     NOT NULL,
       PRIMARY KEY (case_key, id)
     )`,
    // Runs counted by what people filter on. Whole when meta says 'run-shape', which any change to `run` takes away.
    `CREATE TABLE run_shape (
       case_key        integer  NOT NULL,
       action_type     text,
       approval_class  smallint NOT NULL,
       model           text,
       model_version   text,
       prompt_template text,
       prompt_version  text,
       outcome         smallint NOT NULL,
       environment     text,
       source_key      integer  NOT NULL,
       several         boolean  NOT NULL,
       fields          text     NOT NULL,
       runs            bigint   NOT NULL,
       first_at        bigint,
       last_at         bigint
     )`,
    `CREATE FUNCTION forget_run_shape() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       DELETE FROM meta WHERE key = 'run-shape';
       RETURN NULL;
     END $$`,
    'CREATE TRIGGER run_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON run FOR EACH STATEMENT EXECUTE FUNCTION forget_run_shape()',
    // What each source alone says of a run that several sources speak of; runs of one source are in `run`.
    `CREATE TABLE run_source (
       case_key   integer NOT NULL,
       run_id     uuid    NOT NULL,
       source_key integer NOT NULL,
       fields     text    NOT NULL,
       PRIMARY KEY (case_key, run_id, source_key)
     )`,
    'CREATE INDEX run_started_at ON run (case_key, started_at, id)',
    'CREATE INDEX record_run ON record (case_key, run_id)',
  ],
};

import type { Migration } from './index.ts';

/**
 * What the survey that follows an import learns of each run, and what the finding rules say. Both are made again from the vault
 * whenever meta's 'surveyed-import-seq' is behind the last import: an interrupted survey costs time, nothing else.
 */
export const runDetails: Migration = {
  version: 5,
  name: 'run-details',
  statements: [
    // shared/model/run-facts.ts says what each column means.
    `CREATE TABLE run_detail (
       case_key           integer  NOT NULL,
       run_id             uuid     NOT NULL,
       triggered_at       bigint,
       proposed_at        bigint,
       requested_at       bigint,
       decided_at         bigint,
       executed_at        bigint,
       confirmed_at       bigint,
       proposed_amount    numeric,
       proposed_currency  text,
       executed_amount    numeric,
       executed_currency  text,
       confirmed_amount   numeric,
       confirmed_currency text,
       executions         integer  NOT NULL,
       effect             text,
       requester          text,
       approver_role      text,
       verdict            text,
       rule_version       text,
       policy_version     text,
       score              numeric,
       scale              text,
       overridden         boolean,
       override_by        text,
       assignee           text,
       country            text,
       external_ref       text,
       idempotency_key    text,
       recovered_amount   numeric,
       recovered_currency text,
       recovery_status    text,
       reversible         text,
       compensates        text,
       retries            text,
       dispute_id         text,
       dispute_filed_at   bigint,
       dispute_decided_at bigint,
       dispute_outcome    text,
       consent_method     text,
       consent_at         bigint,
       job_id             text,
       app_version        text,
       channel            text,
       variant            text     NOT NULL,
       provenance         text,
       PRIMARY KEY (case_key, run_id)
     )`,
    // Rules are numbered in `finding_rule`: a million runs may have several findings each.
    `CREATE TABLE finding_rule (
       case_key integer  NOT NULL,
       rule_key smallint NOT NULL,
       rule     text     NOT NULL,
       PRIMARY KEY (case_key, rule_key)
     )`,
    // One run, one rule: sentence and evidence are made again when it is shown.
    `CREATE TABLE run_finding (
       case_key integer  NOT NULL,
       rule_key smallint NOT NULL,
       run_id   uuid     NOT NULL,
       at       bigint,
       PRIMARY KEY (case_key, rule_key, run_id)
     )`,
    'CREATE INDEX run_finding_run ON run_finding (case_key, run_id)',
    // Over several runs: stated whole.
    `CREATE TABLE case_finding (
       case_key   integer  NOT NULL,
       rule_key   smallint NOT NULL,
       finding_id text     NOT NULL,
       subject    text     NOT NULL,
       sentence   text     NOT NULL,
       evidence   text     NOT NULL,
       at         bigint,
       runs       integer  NOT NULL,
       PRIMARY KEY (case_key, finding_id)
     )`,
    `CREATE TABLE case_finding_run (
       case_key   integer NOT NULL,
       finding_id text    NOT NULL,
       run_id     uuid    NOT NULL,
       PRIMARY KEY (case_key, finding_id, run_id)
     )`,
    'CREATE INDEX case_finding_run_run ON case_finding_run (case_key, run_id)',
  ],
};

import type { Migration } from './index.ts';

/** What people said of findings: a projection of their acts in the journal, filled again whenever it is not theirs. `state`: position in `findingStates`. */
export const findingStatesTable: Migration = {
  version: 11,
  name: 'finding-states',
  statements: [
    `CREATE TABLE finding_state (
       case_key   integer  NOT NULL,
       finding_id text     NOT NULL,
       rule       text     NOT NULL,
       run_id     uuid,
       state      smallint NOT NULL,
       PRIMARY KEY (case_key, finding_id)
     )`,
    'CREATE INDEX finding_state_run ON finding_state (case_key, run_id)',
  ],
};

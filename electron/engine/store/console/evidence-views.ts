import { approvalClasses, outcomeStatuses, patterns } from '#shared/model/run.ts';

export interface ViewColumn {
  readonly name: string;
  readonly type: string;
  readonly sql: string;
  readonly meaning: string;
}

/** One documented view of the schema `evidence`: the promise made to queries, whatever becomes of the tables behind it. */
export interface ViewDefinition {
  readonly name: string;
  readonly meaning: string;
  /** The table whose rows it has, under the name the columns use; then joins. */
  readonly from: string;
  /** Table that must exist; where it does not, neither does the view. */
  readonly table: string;
  /** Name whose `case_key` says which case a row is of. */
  readonly keyed: string;
  readonly columns: readonly ViewColumn[];
}

const text = (name: string, sql: string, meaning: string): ViewColumn => ({ name, type: 'text', sql, meaning });
const whole = (name: string, sql: string, meaning: string): ViewColumn => ({ name, type: 'bigint', sql, meaning });
const decimal = (name: string, sql: string, meaning: string): ViewColumn => ({ name, type: 'numeric', sql, meaning });
const id = (name: string, sql: string, meaning: string): ViewColumn => ({ name, type: 'uuid', sql, meaning });

/** Microseconds are all a timestamptz holds; the nanoseconds stand beside it. */
const instant = (name: string, sql: string, meaning: string): readonly ViewColumn[] => [
  { name, type: 'timestamptz', sql: `TIMESTAMPTZ 'epoch' + (${sql} / 1000) * INTERVAL '1 microsecond'`, meaning: `${meaning}, UTC, to the microsecond` },
  whole(`${name}_ns`, sql, `${meaning}, nanoseconds since 1970`),
];

const coded = (name: string, sql: string, words: readonly string[], meaning: string): ViewColumn => text(name, `CASE ${sql} ${words.map((word, code) => `WHEN ${code} THEN '${word}'`).join(' ')} END`, `${meaning}: ${words.join(', ')}`);

export const evidenceViews: readonly ViewDefinition[] = [
  {
    name: 'runs', meaning: 'One row a run, as the run list has it. NULL: not recorded.', from: 'public.run AS run LEFT JOIN public.source AS source ON source.case_key = run.case_key AND source.source_key = run.source_key', table: 'run', keyed: 'run',
    columns: [
      id('id', 'run.id', 'id in this case'), text('external_id', 'run.external_id', 'id its source prints'), ...instant('started_at', 'run.started_at', 'when it began'), ...instant('executed_at', 'run.executed_at', 'when the action was executed'), ...instant('ended_at', 'run.ended_at', 'when it ended'),
      text('action_type', 'run.action_type', 'kind of action'), coded('pattern', 'run.pattern', patterns, '4-Pattern class'), text('environment', 'run.environment', 'production, staging …'), text('agent', 'run.agent', 'agent'), text('model', 'run.model', 'model'), text('model_version', 'run.model_version', 'model version'),
      text('prompt_template', 'run.prompt_template', 'prompt template'), text('prompt_version', 'run.prompt_version', 'prompt version'), coded('approval', 'run.approval_class', approvalClasses, 'who or what allowed it'), text('approver', 'run.approver', 'named approver'), text('rule_id', 'run.rule_id', 'named rule'),
      coded('outcome', 'run.outcome', outcomeStatuses, 'how it ended'), decimal('amount', 'run.amount', 'executed amount, else the proposed one'), text('currency', 'run.currency', 'as recorded; never converted'), text('subject', 'run.subject', 'first subject, kind:id'), text('further_subjects', "replace(run.further_subjects, E'\\n', ' · ')", 'the others'),
      text('system', 'run.system', 'target system'), text('target_record', 'run.target_record', 'target record'), whole('recorded_fields', 'run.recorded_fields', 'of the seven fields, how many are recorded'), text('fields', 'run.fields', 'the seven fields: r recorded, p in part, i inferred, h hash only, a absent'),
      whole('records', 'run.records', 'records that speak of it'), whole('sources', 'run.sources', 'sources that speak of it'), whole('contradictions', 'run.contradictions', 'values on which records disagree'), whole('source_key', 'run.source_key', 'first source'), text('source', 'source.name', 'its name'),
    ],
  },
  {
    name: 'run_details', meaning: 'What the survey after an import learnt of each run; empty until it has ended.', from: 'public.run_detail AS detail', table: 'run_detail', keyed: 'detail',
    columns: [
      id('id', 'detail.run_id', 'run'), ...instant('proposed_at', 'detail.proposed_at', 'first output'), ...instant('decided_at', 'detail.decided_at', 'first decision'), ...instant('confirmed_at', 'detail.confirmed_at', 'first outcome'),
      decimal('proposed_amount', 'detail.proposed_amount', 'amount proposed'), decimal('executed_amount', 'detail.executed_amount', 'amount of the first execution'), decimal('confirmed_amount', 'detail.confirmed_amount', 'amount the target system states'), text('executed_currency', 'detail.executed_currency', 'its currency'),
      whole('executions', 'detail.executions', 'executions that write'), text('requester', 'detail.requester', 'who asked for it'), text('verdict', 'detail.verdict', 'of the last decision'), decimal('score', 'detail.score', 'score'), { name: 'overridden', type: 'boolean', sql: 'detail.overridden', meaning: 'a person overrode it' },
      text('country', 'detail.country', 'country'), text('external_ref', 'detail.external_ref', "the target system's reference"), text('idempotency_key', 'detail.idempotency_key', 'key that makes a repeat harmless'), decimal('recovered_amount', 'detail.recovered_amount', 'given back'), text('recovery_status', 'detail.recovery_status', 'of the recovery'),
      text('dispute_id', 'detail.dispute_id', 'dispute'), text('dispute_outcome', 'detail.dispute_outcome', 'how it was decided'), text('job_id', 'detail.job_id', 'job'), text('channel', 'detail.channel', 'channel'), text('variant', 'detail.variant', 'its stages in order, one letter each'),
    ],
  },
  {
    name: 'records', meaning: 'One row a piece of evidence: which bytes of which source. A record of several runs has several rows.', from: 'public.record AS record', table: 'record', keyed: 'record',
    columns: [
      whole('source_key', 'record.source_key', 'source'), whole('byte_offset', 'record.byte_offset', 'first byte in the source'), whole('byte_length', 'record.byte_length', 'bytes'), whole('ordinal', 'record.ordinal', 'line, element or row, from 1'), id('run_id', 'record.run_id', 'run it speaks of'),
      ...instant('at', 'record.at', 'its own time'), text('event', 'record.event', 'what it reports'), text('sha256', "encode(record.sha256, 'hex')", 'of exactly these bytes'), { name: 'duplicate', type: 'boolean', sql: 'record.duplicate', meaning: 'the same bytes were imported before' },
    ],
  },
  {
    name: 'sources', meaning: 'One row an imported file or archive member; read = accepted + rejected + duplicate.', from: 'public.source AS source', table: 'source', keyed: 'source',
    columns: [
      whole('source_key', 'source.source_key', 'number of the source'), text('name', 'source.name', 'file name'), text('sha256', 'source.sha256', 'of its bytes'), whole('bytes', 'source.bytes', 'size'), text('format', 'source.format', 'format read'), whole('read', 'source.read', 'records read'), whole('accepted', 'source.accepted', 'accepted'),
      whole('rejected', 'source.rejected', 'rejected'), whole('duplicate', 'source.duplicate', 'duplicates'), whole('runs', 'source.runs', 'runs it speaks of'), ...instant('first_at', 'source.first_at', 'first recorded time'), ...instant('last_at', 'source.last_at', 'last recorded time'), text('zone', 'source.zone', 'zone assumed'),
    ],
  },
  {
    name: 'rejects', meaning: 'Records that could not be read; they stay in the vault.', from: 'public.reject AS reject', table: 'reject', keyed: 'reject',
    columns: [whole('source_key', 'reject.source_key', 'source'), whole('byte_offset', 'reject.byte_offset', 'first byte'), whole('byte_length', 'reject.byte_length', 'bytes'), whole('ordinal', 'reject.ordinal', 'as the format counts'), text('rule', 'reject.rule', 'the rule that was broken'), text('reason', 'reject.reason', 'why'), text('excerpt', 'reject.excerpt', 'its beginning')],
  },
  {
    name: 'failed_records', meaning: 'Records at which the latest check of their source failed.', from: 'public.failed_record AS failed', table: 'failed_record', keyed: 'failed',
    columns: [whole('source_key', 'failed.source_key', 'source'), whole('byte_offset', 'failed.byte_offset', 'first byte of the record')],
  },
  {
    name: 'findings', meaning: 'One row a finding over one run; empty until the survey has ended.', from: 'public.run_finding AS found JOIN public.finding_rule AS rule ON rule.case_key = found.case_key AND rule.rule_key = found.rule_key', table: 'run_finding', keyed: 'found',
    columns: [text('rule', 'rule.rule', 'id of the rule'), id('run_id', 'found.run_id', 'run'), ...instant('at', 'found.at', 'when')],
  },
  {
    name: 'case_findings', meaning: 'One row a finding over several runs.', from: 'public.case_finding AS found JOIN public.finding_rule AS rule ON rule.case_key = found.case_key AND rule.rule_key = found.rule_key', table: 'case_finding', keyed: 'found',
    columns: [text('rule', 'rule.rule', 'id of the rule'), text('subject', 'found.subject', 'what it is about'), text('sentence', 'found.sentence', 'what was found'), whole('runs', 'found.runs', 'runs it is about'), ...instant('at', 'found.at', 'when')],
  },
  { name: 'stars', meaning: 'Runs a person starred.', from: 'public.run_star AS star', table: 'run_star', keyed: 'star', columns: [id('run_id', 'star.run_id', 'run'), whole('journal_seq', 'star.seq', 'entry of the journal')] },
  { name: 'tags', meaning: 'Tags people gave to runs.', from: 'public.run_tag AS tag', table: 'run_tag', keyed: 'tag', columns: [text('tag', 'tag.tag', 'tag'), id('run_id', 'tag.run_id', 'run'), whole('journal_seq', 'tag.seq', 'entry of the journal')] },
];

/** Ready to run; each answers a question an investigation asks early. */
export const sqlExamples: readonly { readonly title: string; readonly sql: string }[] = [
  { title: 'Runs and money by approval and currency', sql: 'SELECT approval, currency, count(*) AS runs, sum(amount) AS total\nFROM runs\nWHERE outcome = \'succeeded\'\nGROUP BY approval, currency\nORDER BY total DESC NULLS LAST' },
  { title: 'Runs by day and prompt version', sql: "SELECT date_trunc('day', started_at) AS day, prompt_template, prompt_version, count(*) AS runs\nFROM runs\nGROUP BY 1, 2, 3\nORDER BY 1, 2, 3" },
  { title: 'Subjects with more than one executed run', sql: "SELECT subject, action_type, count(*) AS runs, sum(amount) AS total, min(started_at) AS first, max(started_at) AS last\nFROM runs\nWHERE subject IS NOT NULL AND outcome = 'succeeded'\nGROUP BY subject, action_type\nHAVING count(*) > 1\nORDER BY runs DESC, subject\nLIMIT 200" },
  { title: 'The same record and amount twice', sql: 'SELECT target_record, amount, currency, count(*) AS runs, array_agg(external_id ORDER BY started_at_ns) AS run_ids\nFROM runs\nWHERE target_record IS NOT NULL AND amount IS NOT NULL\nGROUP BY target_record, amount, currency\nHAVING count(*) > 1\nORDER BY amount DESC, target_record' },
  { title: 'Largest amounts without a recorded approval', sql: "SELECT started_at, external_id, subject, amount, currency, model_version, prompt_version\nFROM runs\nWHERE approval = 'not recorded' AND amount IS NOT NULL\nORDER BY amount DESC, external_id\nLIMIT 100" },
  { title: 'First and last use of each version', sql: 'SELECT model, model_version, prompt_template, prompt_version, count(*) AS runs, min(started_at) AS first_used, max(started_at) AS last_used\nFROM runs\nGROUP BY 1, 2, 3, 4\nORDER BY first_used NULLS LAST' },
  { title: 'Approvers: how many, how much', sql: "SELECT approver, count(*) AS runs, sum(amount) AS total, currency\nFROM runs\nWHERE approval = 'human'\nGROUP BY approver, currency\nORDER BY runs DESC" },
  { title: 'Outcomes by system', sql: 'SELECT system, outcome, count(*) AS runs\nFROM runs\nGROUP BY system, outcome\nORDER BY system NULLS LAST, runs DESC' },
  { title: 'Runs on which records disagree', sql: 'SELECT external_id, contradictions, records, sources, started_at\nFROM runs\nWHERE contradictions > 0\nORDER BY contradictions DESC, external_id' },
  { title: 'Which approval fields are missing, by source', sql: "SELECT source, count(*) AS runs, count(*) FILTER (WHERE substr(fields, 5, 1) = 'a') AS approval_absent\nFROM runs\nGROUP BY source\nORDER BY source" },
  { title: 'Records and rejects of each source', sql: 'SELECT s.name, s.read, s.accepted, s.rejected, s.duplicate, s.runs, s.first_at, s.last_at\nFROM sources AS s\nORDER BY s.source_key' },
  { title: 'Events by kind', sql: 'SELECT event, count(*) AS records, min(at) AS first, max(at) AS last\nFROM records\nGROUP BY event\nORDER BY records DESC' },
  { title: 'Findings by rule', sql: 'SELECT rule, count(*) AS runs\nFROM findings\nGROUP BY rule\nORDER BY runs DESC' },
  { title: 'Proposed and executed amounts that differ', sql: 'SELECT r.external_id, d.proposed_amount, d.executed_amount, d.executed_currency\nFROM run_details AS d\nJOIN runs AS r USING (id)\nWHERE d.proposed_amount <> d.executed_amount\nORDER BY abs(d.proposed_amount - d.executed_amount) DESC, r.external_id' },
];

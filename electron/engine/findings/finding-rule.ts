import type { FindingFamily, FindingSeverity } from '#shared/model/finding.ts';
import type { SuppliedListKind } from '#shared/model/supplied-list.ts';
import type { RunFacts } from '#shared/model/run-facts.ts';
import type { RunRow } from '#shared/model/run.ts';
import type { VersionEntry } from '#shared/model/version.ts';
import type { AssembledRun } from '../lineage/assembled-run.ts';

/** One run as a rule sees it. The same function looks at it during the survey and again when its page or the finding is opened. */
export interface SurveyedRun {
  readonly row: RunRow;
  readonly facts: RunFacts;
  /** Every value with its provenance. Rules that need only row and facts do without. */
  readonly run: AssembledRun;
}

/** What a rule found in one run. Evidence names values of the run as `stageId.name`; whoever shows it resolves them to bytes. */
export interface RunFinding {
  readonly sentence: string;
  readonly evidence: readonly string[];
}

/** What a rule found over several runs. */
export interface CaseFinding {
  /** Of what the rule speaks about, unique within the rule and stable: an approver and a week, a charge. */
  readonly key: string;
  readonly sentence: string;
  readonly runs: readonly string[];
  readonly at: string | null;
  /** `RUNID stageId.name`. */
  readonly evidence: readonly string[];
}

/** What every rule may know beside the runs. Pure data: supplied by people or read from registries; absent means *not checked*. */
export interface RuleContext {
  /** Deployments and threshold rules as registries state them, see lineage/versions.ts; never those known from their use alone. */
  readonly versions: readonly VersionEntry[];
  readonly gates: GateTable;
  /** null: nobody supplied one. */
  readonly authorities: readonly Authority[] | null;
  readonly roster: readonly RosterEntry[] | null;
}

/** What a rule over many runs may know beside them. */
export interface CaseContext extends RuleContext {
  /**
   * Time "now" for what is overdue: the latest recorded instant of the case, so that the answer does not depend on when it is asked.
   * Only for rules over many runs: it moves with every import, and what is said of one run must not, or all would be read again.
   */
  readonly asOf: string | null;
}

/** Which actions ask for which gate (standards.md, section 5). Versioned data in resources/, extended by the case. */
export interface GateTable {
  readonly version: string;
  readonly gates: readonly { readonly action: string; readonly gate: 'always a person' | 'threshold rule' | 'log only'; readonly basis: string }[];
}

/** Who may approve what, as supplied. Times half-open, nanoseconds as decimal text; null: no bound. */
export interface Authority {
  readonly principal: string;
  readonly action: string;
  readonly limit: string | null;
  readonly currency: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

/** When a person, team or agent was active. */
export interface RosterEntry {
  readonly principal: string;
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * A rule over what is recorded. Pure: no file, no clock, no database. Exactly one of `ofRun` and `overRuns`.
 * Sentences state facts ("no approval is recorded"), with values, and follow the wording rules of investigation.md section 7.
 */
export interface FindingRule {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly basis: string;
  readonly severity: FindingSeverity;
  readonly family: FindingFamily;
  /** Why it cannot be checked in this case (no authority list, no registry); null: it can. */
  readonly needs?: (context: RuleContext) => string | null;
  /** The list that it goes by, where a person can supply one. */
  readonly goesBy?: SuppliedListKind;
  /** Called once with the context, so that what a rule looks up there is made ready once; what it answers is called for every run. */
  readonly ofRun?: (context: RuleContext) => (surveyed: SurveyedRun) => RunFinding | null;
  /** A collector is fed every run of the case once, in no particular order, and keeps only what it needs: there may be a million. */
  readonly overRuns?: (context: CaseContext) => Collector;
}

export interface Collector {
  add(row: RunRow, facts: RunFacts): void;
  end(): readonly CaseFinding[];
}

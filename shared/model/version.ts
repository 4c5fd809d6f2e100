/** What can be deployed in versions, and so be another thing in April than today. */
export const versionKinds = ['model', 'prompt', 'rule', 'policy', 'tool', 'configuration'] as const;
export type VersionKind = (typeof versionKinds)[number];

/** Format of a source that states versions and no runs. */
export const versionRegistryFormat = 'version-registry';

/** One deployment of one version: a version rolled back to has two. Times are nanoseconds since 1970 as decimal text. */
export interface VersionEntry {
  readonly kind: VersionKind;
  readonly name: string;
  readonly version: string;
  readonly provider: string | null;
  /** Included. */
  readonly from: string;
  /** Excluded; null: no end is known. */
  readonly until: string | null;
  /** `open`: the registry states that it is still in force. `inferred`: see `rule`. */
  readonly end: 'recorded' | 'open' | 'inferred' | 'not recorded';
  readonly changelog: string | null;
  readonly approvedBy: string | null;
  /** What a rule or policy says. */
  readonly text: string | null;
  /** Of a threshold rule: all must hold for its effect. null: none are stated, or no condition is readable as a list. */
  readonly conditions: readonly RuleCondition[] | null;
  /** What happens when they hold: `approve automatically`. */
  readonly effect: string | null;
  /** Who answers for it. */
  readonly owner: string | null;
  /** How often it is reviewed, in the registry's words. */
  readonly review: string | null;
  /** `first use`: no imported registry names it; its dates are those of the runs that say they used it. */
  readonly basis: 'registry' | 'first use';
  /** What was inferred and how, in words; null: nothing. */
  readonly rule: string | null;
  /** The entries of registries that state exactly this, the first imported first. */
  readonly stated: readonly VersionPlace[];
  /** Runs that name this version (of any of its deployments), and when they started. null: not counted for this kind. */
  readonly use: VersionSpan | null;
}

export const ruleOperators = ['<', '≤', '>', '≥', '=', '≠'] as const;
export type RuleOperator = (typeof ruleOperators)[number];

/** One condition of a threshold rule as its registry states it; null is what it does not state readably. */
export interface RuleCondition {
  /** What is measured, in the registry's words: `refund amount`, `account age`, `lead score`, `territories`. */
  readonly quantity: string | null;
  readonly operator: RuleOperator | null;
  /** Decimal text, or another text to be equal to. */
  readonly value: string | null;
  /** Currency, `days`, the scale of a score. */
  readonly unit: string | null;
}

export interface VersionPlace {
  readonly source: string;
  readonly sourceKey: number;
  readonly offset: number;
  readonly length: number;
}

export interface VersionSpan {
  readonly runs: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** Two entries that cannot both be the whole truth. Both stay in the list. */
export interface VersionContradiction {
  readonly kind: VersionKind;
  readonly name: string;
  readonly versions: readonly [string, string];
  readonly what: string;
  readonly stated: readonly VersionPlace[];
}

export interface Versions {
  /** By kind, name and first instant. */
  readonly entries: readonly VersionEntry[];
  readonly contradictions: readonly VersionContradiction[];
  /** Contradictions beyond those listed were not looked for. */
  readonly more: boolean;
}

export interface VersionsInForce {
  /** The time asked about, [from, until). */
  readonly from: string | null;
  readonly until: string | null;
  readonly entries: readonly VersionEntry[];
  /** Contradictions about the versions answered with. */
  readonly contradictions: readonly VersionContradiction[];
}

export const versionVerdicts = ['in force', 'not in force', 'several in force', 'not registered', 'no registry', 'version not recorded', 'time not recorded'] as const;
export type VersionVerdict = (typeof versionVerdicts)[number];

/** What a run says it used, beside what was in force by the registries at its time. Stated, never corrected. */
export interface VersionStanding {
  /** The stage that names it. */
  readonly stage: string;
  readonly kind: VersionKind;
  readonly name: string;
  /** The version the run's records state; null: none. */
  readonly recorded: string | null;
  readonly at: string | null;
  readonly verdict: VersionVerdict;
  /** In force then, by registries. */
  readonly inForce: readonly VersionEntry[];
  /** The deployment of the recorded version that was in force then, else its latest before, else its first; null: none known. */
  readonly own: VersionEntry | null;
  /** The deployment date the run states, where no deployment of that version in a registry has it. */
  readonly otherDate: string | null;
}

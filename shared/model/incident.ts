import type { AwarenessEntry, ClockReading, StatedInstant, Submission } from './clock.ts';
import type { Provenance, StageKind } from './lineage.ts';
import type { VersionEntry, VersionKind } from './version.ts';

/** The vocabulary of incidents. No logic. All of it is what people said and chose; evidence is only pointed at. */

export const incidentSeverities = ['not stated', 'low', 'medium', 'high', 'critical'] as const;
export type IncidentSeverity = (typeof incidentSeverities)[number];

export const incidentStatuses = ['open', 'contained', 'resolved', 'closed', 'no incident'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** How the incident came to be; `text`: the search, the finding, the name of the blast radius, or what a person wrote. */
export const incidentOrigins = ['runs', 'search', 'finding', 'blast radius', 'by hand'] as const;
export interface IncidentOrigin {
  readonly kind: (typeof incidentOrigins)[number];
  readonly text: string;
}

/** Who did it and when, as the journal has it. */
export interface Stated {
  readonly seq: number;
  readonly by: string;
  /** RFC 3339 UTC. */
  readonly at: string;
}

export interface Incident {
  /** `INC-2026-001`: year of the journal entry and a number that is never used again in this case. */
  readonly id: string;
  readonly created: Stated;
  readonly title: string;
  readonly severity: IncidentSeverity;
  readonly status: IncidentStatus;
  /** Empty: nobody named. */
  readonly owner: string;
  readonly summary: string;
  /** Zone whose calendar counts days and months, and in which local times are shown. */
  readonly zone: string;
  /** Id of the holidays of the place whose working days count; null: none chosen. */
  readonly calendar: string | null;
  readonly origin: IncidentOrigin;
  /** Ids of the runs chosen, in the order they were added. */
  readonly runs: readonly string[];
  readonly regimes: readonly ChosenRegime[];
  readonly awareness: readonly AwarenessEntry[];
  readonly submissions: readonly Submission[];
  readonly judgements: readonly StatedJudgement[];
  readonly targets: readonly StatedTarget[];
  readonly timeline: readonly CuratedEntry[];
  readonly measures: readonly Measure[];
  readonly harms: readonly StatedHarm[];
  readonly compensations: readonly EnteredCompensation[];
  readonly board: readonly BoardItem[];
  /** Figures of a blast radius attached with their answer frozen. */
  readonly figures: readonly AttachedFigures[];
  /** Journal entries about this incident that another build wrote and this one cannot read. They are not in what is shown. */
  readonly unread: readonly number[];
}

export interface ChosenRegime extends Stated {
  readonly pack: string;
  /** The edition that is counted with: kept whole in the journal, whatever a later build brings. */
  readonly packVersion: string;
  readonly regime: string;
  readonly title: string;
  readonly entity: string | null;
  readonly entityTitle: string | null;
}

export interface StatedJudgement extends Stated {
  readonly clock: string;
  readonly judgement: 'not applicable' | 'applies' | 'withdrawn';
  readonly reason: string;
}

export interface StatedTarget extends Stated {
  readonly clock: string;
  readonly target: StatedInstant;
  readonly reason: string;
}

/** A deployment on the curated timeline: what was deployed, and the entry of a registry that states it. */
export interface VersionEvidence extends RecordPlace {
  /** Of its flag in the timeline. */
  readonly id: string;
  readonly kind: VersionKind;
  readonly name: string;
  readonly version: string;
  readonly basis: VersionEntry['basis'];
}

/** Name and SHA-256 of the source, and the span of the record in it; null: no single record says so. */
export interface RecordPlace {
  readonly source: string | null;
  readonly sourceSha256: string | null;
  readonly offset: number | null;
  readonly length: number | null;
  readonly recordSha256: string | null;
}

/** Where the bytes of a promoted event stand. */
export interface EventEvidence extends RecordPlace {
  readonly run: string;
  readonly runName: string;
  /** Stage of the run: `execution`, `execution-2`. */
  readonly stage: string;
  readonly kind: StageKind;
  readonly provenance: Provenance;
}

/** One line of the curated timeline. The recorded time is never changed; what a person asserts stands beside it. */
export interface CuratedEntry extends Stated {
  readonly kind: 'recorded' | 'entered';
  readonly title: string;
  readonly text: string;
  /** Of the evidence, nanoseconds; null: the evidence states none, or there is none. */
  readonly recordedAt: string | null;
  readonly asserted: { readonly at: StatedInstant; readonly reason: string; readonly by: string } | null;
  readonly evidence: EventEvidence | null;
  /** A version that was deployed; null: it is no deployment. */
  readonly version: VersionEvidence | null;
  /** For what was entered by hand: what it rests on, in words. */
  readonly reference: string;
}

export const measureKinds = ['containment', 'prevention', 'other'] as const;
export const measureStates = ['planned', 'under way', 'done', 'dropped'] as const;
export interface Measure extends Stated {
  readonly kind: (typeof measureKinds)[number];
  readonly text: string;
  readonly owner: string;
  readonly when: StatedInstant | null;
  readonly state: (typeof measureStates)[number];
  readonly note: string;
}

/** What a run did wrong in money, as a person states it: the whole amount executed, a share of it, or a sum. Empty `runs`: all of the incident. */
export interface StatedHarm extends Stated {
  readonly runs: readonly string[];
  readonly basis: 'whole' | 'share' | 'amount';
  /** A decimal: the share (0.9) or the sum. */
  readonly value: string | null;
  readonly currency: string | null;
  readonly reversible: 'yes' | 'partly' | 'no' | 'unknown';
  readonly reason: string;
}

export const compensationStates = ['open', 'in progress', 'done', 'failed', 'not possible'] as const;
export type CompensationState = (typeof compensationStates)[number];

/** Entered by the analyst: a transfer, a call, a credit note outside the evidence. */
export interface EnteredCompensation extends Stated {
  readonly run: string;
  readonly state: CompensationState;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly reference: string;
  readonly owner: string;
  readonly when: StatedInstant | null;
  readonly note: string;
}

export const boardItemKinds = ['question', 'finding', 'evidence'] as const;
export const boardItemStates = ['open', 'answered', 'dropped'] as const;
export interface BoardItem extends Stated {
  readonly kind: (typeof boardItemKinds)[number];
  /** The question a finding answers, the finding an evidence supports. */
  readonly under: number | null;
  readonly text: string;
  readonly state: (typeof boardItemStates)[number];
  /** For evidence: a run of the case, and its external id where the journal has it. */
  readonly run: string | null;
  readonly runName: string | null;
}

export interface AttachedFigures extends Stated {
  readonly title: string;
  /** Journal entry in which the answer was frozen. */
  readonly frozenSeq: number;
}

/** One row of the compensation table: one run that did harm. */
export interface CompensationRow {
  readonly run: string;
  readonly runName: string;
  /** `customer:44821`, or null: not recorded. */
  readonly person: string | null;
  readonly state: CompensationState;
  /** Why this state: the record or the entry it rests on. */
  readonly basis: string;
  readonly currency: string | null;
  readonly executed: string | null;
  /** null: nobody stated it. */
  readonly harm: string | null;
  /** Confirmed only. */
  readonly recovered: string | null;
  /** Harm less confirmed compensation; negative: more was given back than taken. null: harm is not stated. */
  readonly residual: string | null;
  readonly owner: string;
  readonly reference: string;
  readonly entered: boolean;
}

export interface CompensationTotal {
  readonly currency: string | null;
  readonly harm: string;
  readonly recovered: string;
  /** Sum of what is still owed; what was over-compensated is never netted against it. */
  readonly residual: string;
  readonly overCompensated: string;
  readonly rows: number;
  readonly withoutHarm: number;
}

export interface Compensations {
  readonly rows: readonly CompensationRow[];
  /** Open ones per state, of `rows`. */
  readonly states: Readonly<Record<CompensationState, number>>;
  readonly totals: readonly CompensationTotal[];
  /** Runs of the incident of which no details are indexed yet: they are in no row. */
  readonly withoutDetails: number;
}

/** What was still owed after one instant. */
export interface CurvePoint {
  /** Nanoseconds. */
  readonly at: string;
  readonly owed: readonly { readonly currency: string | null; readonly sum: string }[];
  /** Distinct people who are owed something. */
  readonly people: number;
  /** Runs among them whose person is not recorded: perhaps more people. */
  readonly withoutPerson: number;
  readonly runs: number;
}

/** Open compensations over time. */
export interface CompensationCurve {
  /** By time; each holds until the next. */
  readonly points: readonly CurvePoint[];
  readonly asOf: string;
  /** Runs with a stated harm and no recorded execution time: in no point. */
  readonly withoutTime: number;
  /** Given back at a time that nothing states: they leave the curve at its end. */
  readonly backWithoutTime: number;
  /** Runs whose harm nobody stated: in no point. */
  readonly withoutHarm: number;
}

/** Evidence that is earlier than the awareness a person claims. It proves nobody aware; it will be asked about. */
export interface EarlierEvidence {
  readonly entry: number;
  /** Runs of the incident whose first record is earlier than the entry's instant. */
  readonly runs: number;
  readonly of: number;
  readonly firstAt: string;
  readonly firstRun: string;
}

/** Everything a report needs to know about one incident, at one instant. */
export interface IncidentFacts {
  readonly incident: Incident;
  /** Nanoseconds: when the clocks were read. */
  readonly asOf: string;
  readonly clocks: readonly ClockReading[];
  /** `IANA 2025c, ICU 78.2`. */
  readonly timeZoneDatabase: string;
  readonly compensations: Compensations;
  /** Nanoseconds between the earliest standing suspicion and the earliest standing certainty; null: one of them is not logged. */
  readonly suspicionToCertainty: string | null;
  readonly earlierEvidence: readonly EarlierEvidence[];
  /** First and last recorded instants of its runs; null: none is recorded. */
  readonly firstExecutionAt: string | null;
  readonly lastExecutionAt: string | null;
  readonly runsFound: number;
  readonly keepUntil: readonly KeepUntil[];
  readonly legalHold: LegalHold | null;
}

export interface LegalHold extends Stated {
  readonly reason: string;
}

/** What the rules of all incidents say of the case, or of the incidents that a run belongs to. */
export interface CaseRetention {
  readonly legalHold: LegalHold | null;
  /** The latest date; null: no rule names one that can be told. */
  readonly until: string | null;
  /** Rules without a period, or whose start the case does not know, in words. */
  readonly undated: readonly string[];
  readonly incidents: readonly { readonly id: string; readonly title: string; readonly until: string | null }[];
}

/** A hint, nothing more: nothing is ever deleted by this program. */
export interface KeepUntil {
  readonly rule: string;
  readonly title: string;
  readonly binds: string;
  readonly period: string;
  /** What the period counts from, and when that was; null: it cannot be told from the case. */
  readonly startsWith: string;
  readonly startsAt: string | null;
  /** `2032-11-20` in the zone of the incident; null: no period in the rule, or no start. */
  readonly until: string | null;
  readonly status: string;
  readonly source: string;
  readonly mark: 'T' | 'S' | 'M' | 'C';
}

/** One line of the list of incidents. */
export interface IncidentSummary {
  readonly id: string;
  readonly title: string;
  readonly severity: IncidentSeverity;
  readonly status: IncidentStatus;
  readonly owner: string;
  readonly createdAt: string;
  readonly runs: number;
  readonly regimes: readonly string[];
  readonly timeline: number;
  readonly openMeasures: number;
  readonly clocks: Readonly<Record<ClockReading['state']['name'], number>>;
  /** The running clock due next, or one that is late and not submitted. */
  readonly next: { readonly clock: string; readonly article: string; readonly regime: string; readonly due: string; readonly late: boolean } | null;
}

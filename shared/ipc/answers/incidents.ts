import type { CalendarInfo, ClockReading, RegimeInfo, StatedInstant } from '../../model/clock.ts';
import type { CaseRetention, CompensationCurve, IncidentFacts, IncidentSummary, LegalHold } from '../../model/incident.ts';
import type { StageKind } from '../../model/lineage.ts';
import type { VersionMark } from '../../model/timeline.ts';

export interface IncidentAnswers {
  /** `asOf`: nanoseconds. */
  'incidents.list': { readonly incidents: readonly IncidentSummary[]; readonly asOf: string; readonly legalHold: LegalHold | null };
  'incidents.facts': IncidentFacts;
  'incidents.create': { readonly incident: string; readonly runs: number };
  'incidents.do': { readonly seq: number };
  'incidents.events': RawEvents;
  'incidents.curve': CompensationCurve;
  'incidents.versions': readonly VersionEvent[];
  'incidents.regimes': { readonly regimes: readonly RegimeInfo[]; readonly calendars: readonly CalendarInfo[]; readonly timeZoneDatabase: string };
  'incidents.readInstant': StatedInstant;
  'incidents.keepUntil': CaseRetention;
  'incidents.hold': null;
  'clocks.all': { readonly asOf: string; readonly timeZoneDatabase: string; readonly incidents: readonly IncidentWithClocks[] };
}

export interface IncidentWithClocks {
  readonly id: string;
  readonly title: string;
  readonly zone: string;
  readonly clocks: readonly ClockReading[];
}

/** What the records of an incident's runs say happened, by time. */
export interface RawEvents {
  readonly rows: readonly RawEvent[];
  readonly next: string | null;
  readonly total: number;
  /** Runs of the incident whose details are not indexed yet: only their execution is listed. */
  readonly withoutDetails: number;
}

export interface VersionEvent extends VersionMark {
  /** Journal entry of its line on the curated timeline; null: not promoted. */
  readonly promoted: number | null;
}

export interface RawEvent {
  readonly run: string;
  readonly runName: string;
  readonly kind: StageKind;
  readonly at: string;
  readonly actionType: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly subject: string | null;
  readonly model: string | null;
  readonly prompt: string | null;
  readonly decidedBy: string | null;
  readonly outcome: string;
  readonly source: string;
  /** Journal entry of the line on the curated timeline it was promoted to; null: not promoted. */
  readonly promoted: number | null;
}

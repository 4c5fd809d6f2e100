import type { CaseRetention, IncidentFacts, LegalHold } from '#shared/model/incident.ts';

/** The latest date that any rule of any of these incidents names: a hint for the whole case, or for one run of it. */
export function caseRetention(facts: readonly Pick<IncidentFacts, 'incident' | 'keepUntil'>[], legalHold: LegalHold | null): CaseRetention {
  const latest = (dates: readonly (string | null)[]): string | null => dates.filter((date) => date !== null).toSorted().at(-1) ?? null;
  return {
    legalHold,
    until: latest(facts.flatMap(({ keepUntil }) => keepUntil.map(({ until }) => until))),
    undated: [...new Set(facts.flatMap(({ keepUntil }) => keepUntil.filter(({ until }) => until === null).map(({ title, period, startsWith }) => `${title}: ${startsWith === 'none' ? period : `counts from ${startsWith}, which has not happened or is not recorded. ${period}`}`)))],
    incidents: facts.map(({ incident: { id, title }, keepUntil }) => ({ id, title, until: latest(keepUntil.map(({ until }) => until)) })),
  };
}

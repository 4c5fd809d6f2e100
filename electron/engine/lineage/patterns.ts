import { patterns, type Pattern } from '#shared/model/run.ts';

/**
 * Pattern of the 4-Pattern Audit Log Standard an action type belongs to. The list is the standard's own examples and their
 * plain variants; another action type has no pattern rather than a guessed one.
 */
const byActionType: ReadonlyMap<string, Pattern> = new Map<string, Pattern>([
  ...of('scoring-routing', ['lead_score', 'lead_route', 'score', 'route', 'routing', 'scoring', 'deprioritise', 'deprioritize', 'lead_deprioritise', 'lead_deprioritize', 'lead_assign', 'lead_assignment', 'ticket_route', 'ticket_routing']),
  ...of('meeting-intelligence', ['meeting_summary', 'meeting_intelligence', 'meeting_notes', 'call_summary', 'call_transcript', 'meeting_transcript', 'call_recording', 'meeting_recording', 'crm_update_from_call']),
  ...of('generative-research', ['research_brief', 'account_brief', 'brief', 'generative_research', 'account_research', 'prospect_research']),
  ...of('workflow-copilot', ['email_draft', 'draft', 'next_best_action', 'field_update', 'risk_flag', 'pipeline_risk_flag', 'field_hygiene', 'suggestion', 'reply_draft', 'follow_up_draft']),
]);

function of(pattern: Pattern, actionTypes: readonly string[]): readonly (readonly [string, Pattern])[] {
  return actionTypes.map((actionType) => [actionType, pattern] as const);
}

export function patternOf(recorded: string | null, actionType: string | null): Pattern | null {
  if (recorded !== null) {
    const stated = patterns.find((pattern) => pattern === recorded);
    if (stated !== undefined) return stated;
  }
  if (actionType === null) return null;
  return byActionType.get(actionType) ?? byActionType.get(actionType.toLowerCase().replaceAll(/[ .-]/g, '_')) ?? null;
}

import type { IncidentStep, TypedInstant } from '#shared/ipc/requests/incidents.ts';
import { awarenessKinds, submissionKinds } from '#shared/model/clock.ts';
import { boardItemKinds, compensationStates, measureKinds, measureStates } from '#shared/model/incident.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import type { Given } from './command.ts';

/** What `proofline incident CASE ACTION` does to an incident; `list`, `show` and `create` are not among them. */
export const stepActions = ['add-run', 'remove-run', 'set', 'regime', 'aware', 'submit', 'judge', 'target', 'promote', 'line', 'measure', 'harm', 'compensation', 'board'] as const;
type StepAction = (typeof stepActions)[number];

/** The step that the options describe, or what is missing. */
export function incidentStepOf(action: StepAction, given: Given): Result<IncidentStep> {
  const value = (name: string): string => given.values.get(name) ?? '';
  const or = (name: string): string | null => given.values.get(name) ?? null;
  const at = typedInstant(given);
  switch (action) {
    case 'add-run':
      return ok({ do: 'add runs', runs: given.values.has('where') ? { where: value('where') } : { ids: [...(given.lists.get('run') ?? [])] }, origin: { kind: given.values.has('where') ? 'search' : 'by hand', text: value('where') } });
    case 'remove-run':
      return ok({ do: 'remove runs', ids: [...(given.lists.get('run') ?? [])], reason: value('reason') });
    case 'set': {
      const field = (['title', 'severity', 'status', 'owner', 'summary', 'zone', 'calendar'] as const).find((one) => given.values.has(one));
      return field === undefined ? failed('usage', 'Nothing to set is given.', 'Give one of --title, --severity, --status, --owner, --summary, --zone, --calendar.') : ok({ do: 'set', field, value: value(field) });
    }
    case 'regime': {
      const [first = ''] = given.lists.get('regime') ?? [];
      return ok({ do: 'choose regime', ...regimeOf(first) });
    }
    case 'aware':
      return at === null ? missing('at') : known('kind', awarenessKinds, value('kind'), (kind) => ({ do: 'log awareness', kind, at, who: value('who'), reason: value('reason'), source: given.values.has('document') ? { kind: 'document', ref: value('document') } : null, supersedes: given.values.has('supersedes') ? Number(value('supersedes')) : null }));
    case 'submit':
      return at === null ? missing('at') : known('kind', submissionKinds, or('kind') ?? 'notification', (kind) => ({ do: 'record submission', clock: value('clock'), kind, at, channel: value('channel'), reference: value('reference'), sentBy: value('who'), reasonsForDelay: value('delay'), note: value('note'), report: null }));
    case 'judge':
      return known('kind', ['not applicable', 'applies', 'withdrawn'] as const, value('kind'), (judgement) => ({ do: 'judge clock', clock: value('clock'), judgement, reason: value('reason') }));
    case 'target':
      return at === null ? missing('at') : ok({ do: 'set target', clock: value('clock'), at, reason: value('reason') });
    case 'promote': {
      if (given.values.has('version')) return ok({ do: 'promote version', version: value('version'), title: value('title') });
      const [run = ''] = given.lists.get('run') ?? [];
      return ok({ do: 'promote', run, stage: or('stage') ?? 'execution', title: value('title') });
    }
    case 'line':
      return at === null ? missing('at') : ok({ do: 'enter line', title: value('title'), text: value('note'), at, reference: value('reference') });
    case 'measure':
      return known('kind', measureKinds, value('kind'), (kind) => ({ do: 'add measure', kind, text: value('note'), owner: value('owner'), when: at, state: measureStates.find((state) => state === value('state')) ?? 'planned' }));
    case 'board': {
      const [run] = given.lists.get('run') ?? [];
      return known('kind', boardItemKinds, or('kind') ?? 'question', (kind) => ({ do: 'add to board', kind, under: given.values.has('under') ? Number(value('under')) : null, text: value('note'), run: run ?? null }));
    }
    case 'harm':
      return known('kind', ['whole', 'share', 'amount'] as const, value('kind'), (basis) => ({ do: 'state harm', ids: [...(given.lists.get('run') ?? [])], basis, value: or('amount'), currency: or('currency'), reversible: 'unknown', reason: value('reason') }));
    case 'compensation': {
      const [run = ''] = given.lists.get('run') ?? [];
      return known('state', compensationStates, value('state'), (state) => ({ do: 'enter compensation', run, state, amount: or('amount'), currency: or('currency'), reference: value('reference'), owner: value('owner'), when: at, note: value('note') }));
    }
  }
}

/** `eu-dora`, or with the class of entity `eu-dora:credit-institution`. */
export function regimeOf(text: string): { readonly pack: string; readonly entity: string | null } {
  const [pack = '', entity] = text.split(':');
  return { pack, entity: entity ?? null };
}

function typedInstant(given: Given): TypedInstant | null {
  const text = given.values.get('at');
  const which = given.values.get('which');
  return text === undefined ? null : { text, zone: given.values.get('zone') ?? null, which: which === 'earlier' || which === 'later' ? which : null };
}

function missing(name: string): Result<never> {
  return failed('usage', `--${name} is missing.`, 'proofline incident --help');
}

function known<T extends string>(name: string, words: readonly T[], word: string, make: (word: T) => IncidentStep): Result<IncidentStep> {
  const found = words.find((one) => one === word);
  return found === undefined ? failed('usage', `--${name} takes one of: ${words.join(' · ')}. Found ${JSON.stringify(word)}.`) : ok(make(found));
}

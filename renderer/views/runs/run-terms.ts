import { type RunRow, sevenFields } from '#shared/model/run.ts';
import type { SearchField } from '#shared/search/search.ts';
import { instantText } from '../../parts/instant-text.ts';
import { type SearchTerm, spelled } from '../../parts/search-terms.ts';
import type { RunColumnId } from '../../state/runs-table-state.ts';

/** The search term that a cell stands for, or null where there is nothing to search for. A value nobody recorded is searched for as such. */
export function termOf(column: RunColumnId, run: RunRow, tags: readonly string[] = []): SearchTerm | null {
  switch (column) {
    case 'time':
      return dayTerm(run.startedAt);
    case 'externalId':
      return term('id', run.externalId);
    case 'actionType':
      return term('action', run.actionType);
    case 'subject':
      return term('subject', run.subject);
    case 'amount':
      return run.amount === null ? null : { field: 'amount', value: run.amount };
    case 'record':
      return term('record', run.targetRecord);
    case 'model':
      return term('model', versioned(run.model, run.modelVersion));
    case 'prompt':
      return term('prompt', versioned(run.promptTemplate, run.promptVersion));
    case 'approval':
      return term('approval', spelled(run.approvalClass));
    case 'outcome':
      return term('outcome', spelled(run.outcome));
    case 'source':
      return term('source', `#${run.sourceKey}`);
    case 'agent':
      return term('agent', run.agent);
    case 'environment':
      return term('environment', run.environment);
    case 'system':
      return term('system', run.system);
    case 'tags':
      return term('tag', tags[0] ?? null);
    case 'fields': {
      const missing = sevenFields.find((_, index) => run.fields[index] === 'a');
      return missing === undefined ? null : { field: 'missing', value: missing };
    }
    case 'records':
      return null;
  }
}

function term(field: SearchField, value: string | null): SearchTerm | null {
  return value === '' ? null : { field, value };
}

/** `name@version`, the part nobody recorded left empty. */
function versioned(name: string | null, version: string | null): string | null {
  return name === null && version === null ? null : `${name ?? ''}@${version ?? ''}`;
}

/** Days in a search are days in UTC, whatever zone is shown. */
function dayTerm(at: string | null): SearchTerm | null {
  const text = at === null ? null : instantText(at, 'utc');
  return text === null ? null : { field: 'at', value: text.date };
}

import type { SearchStanding } from '#shared/ipc/answers.ts';
import { explainSearch, surveyedTerms, wordsOfTexts } from '#shared/search/explain-search.ts';
import { parseSearch } from '#shared/search/parse-search.ts';
import type { Store } from '../store.ts';
import { textsCut, textsWait } from './run-texts.ts';
import { filterOf } from './search-to-sql.ts';
import { runsTotal } from './runs-count.ts';

/** What a search finds, in words, and whether what answers it is whole: the survey of the case, and the words of its texts. */
export async function searchStanding(store: Store, caseKey: number, where: string): Promise<SearchStanding> {
  // Throws for what cannot be read.
  filterOf(caseKey, where);
  const parsed = parseSearch(where);
  const search = parsed.ok ? parsed.search : null;
  const needs = surveyedTerms(search);
  const explanation = explainSearch(search);
  const total = await runsTotal(store, caseKey);
  if (needs.length === 0) return { explanation, needs, surveyed: total, total, whole: true, texts: null };
  const texts = needs.includes(wordsOfTexts) ? { by: (await textsWait(store, caseKey)) ? ('index and scan' as const) : ('index' as const), cut: await textsCut(store, caseKey) } : null;
  const known = new Map((await store.query("SELECT key, value FROM meta WHERE case_key = $1 AND key IN ('applied-import-seq', 'surveyed-import-seq')", [caseKey])).map(([key, value]) => [String(key), String(value)]));
  const whole = total === 0 || (known.has('surveyed-import-seq') && known.get('surveyed-import-seq') === known.get('applied-import-seq'));
  if (whole) return { explanation, needs, surveyed: total, total, whole, texts };
  const [row] = await store.query('SELECT count(*) FROM run_detail WHERE case_key = $1', [caseKey]);
  return { explanation, needs, surveyed: Math.min(total, Number(row?.[0])), total, whole, texts };
}

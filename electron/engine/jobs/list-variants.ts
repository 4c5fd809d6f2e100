import type { ProcessVariant, ProcessVariants } from '#shared/model/variant.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { variantMarks, variantRemarks } from '../lineage/variant-remarks.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { variantCounts, type VariantCount } from '../store/queries/variant-counts.ts';
import type { CaseBench } from './case-bench.ts';
import { surveyState } from './survey/survey-state.ts';

/** What fits into a row; the rest is counted. */
const drawn = 24;

/** The runs of a search by the stages their records tell, in order. Nothing is answered before every run has been read for it. */
export async function listVariants(bench: CaseBench, where: string, most: number): Promise<ProcessVariants> {
  const { store, caseKey } = bench;
  const survey = await surveyState(bench);
  const { matching, total } = await runsCount(store, caseKey, where);
  if (survey.kind !== 'whole') return { survey, matching, total, variants: null, more: { variants: 0, runs: 0 } };
  const { variants, all } = await variantCounts(store, caseKey, where, most);
  const listed = variants.reduce((sum, { runs }) => sum + runs, 0);
  return { survey, matching, total, variants: variants.map(variantOf), more: { variants: all.variants - variants.length, runs: all.runs - listed } };
}

function variantOf(counted: VariantCount): ProcessVariant {
  const { variant } = counted;
  return { ...counted, ...variantMarks(variant, drawn), remarks: variantRemarks(variant), term: writeTerm('variant', variant) };
}

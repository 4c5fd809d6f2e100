import { z } from 'zod';
import type { Store } from '../../store/store.ts';

/** What is left to survey in a part of a source. */
export interface RangePlan {
  /** Runs that one record of the part states alone. */
  readonly alone: number;
  /** Records of the part that tell of runs. */
  readonly records: number;
  /** `offset.part` of the records that are not surveyed where they stand. */
  readonly skip: readonly string[];
  /** Runs not surveyed yet that several records tell of, or one that stands there twice. */
  readonly several: readonly string[];
}

/** Bytes [from, to) of the source, counted where records begin. `repeats`: some record of the case stands there twice. */
export async function planRange(store: Store, caseKey: number, { sourceKey, from, to, repeats }: { readonly sourceKey: number; readonly from: number; readonly to: number; readonly repeats: boolean }): Promise<RangePlan> {
  const [row] = await store.query(
    `SELECT count(*) FILTER (WHERE alone), count(*), json_agg(place) FILTER (WHERE NOT alone)::text, json_agg(DISTINCT run_id) FILTER (WHERE open AND NOT alone)::text
       FROM (SELECT record.run_id, record.byte_offset || '.' || record.part AS place, run.id IS NOT NULL AND detail.run_id IS NULL AS open,
                    run.id IS NOT NULL AND detail.run_id IS NULL AND run.records = 1 AND NOT record.duplicate
                      AND NOT ($5 AND EXISTS (SELECT 1
                                                FROM record AS again
                                               WHERE again.case_key = record.case_key AND again.run_id = record.run_id AND again.duplicate)) AS alone
               FROM record
               LEFT JOIN run ON run.case_key = record.case_key AND run.id = record.run_id
               LEFT JOIN run_detail AS detail ON detail.case_key = record.case_key AND detail.run_id = record.run_id
              WHERE record.case_key = $1 AND record.source_key = $2 AND record.byte_offset >= $3 AND record.byte_offset < $4 AND record.run_id IS NOT NULL) AS told`,
    [caseKey, sourceKey, from, to, repeats],
  );
  const [alone, records, skip, several] = planRow.parse(row);
  return { alone, records, skip: texts.parse(JSON.parse(skip ?? '[]')), several: texts.parse(JSON.parse(several ?? '[]')) };
}

const planRow = z.tuple([z.number(), z.number(), z.string().nullable(), z.string().nullable()]);
const texts = z.array(z.string());

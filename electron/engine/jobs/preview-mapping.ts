import type { MappingPreview, MappingPreviewRow } from '#shared/ipc/answers.ts';
import type { JsonValue } from '#shared/json.ts';
import type { ColumnMapping } from '#shared/model/source.ts';
import { chosenFormat } from './recognise-source.ts';
import { withSample } from './find-sources.ts';

/** The first rows as a mapping would import them: the same importer, nothing stored. */
export async function previewMapping(request: { readonly path: string; readonly member: string | null; readonly mapping: ColumnMapping; readonly rows: number }): Promise<MappingPreview> {
  return withSample(request.path, request.member, (sample, name) => {
    const { importer, detection } = chosenFormat({ format: 'mapped', mapping: request.mapping, name }, sample);
    const candidate = sample.candidates.find(({ layout }) => JSON.stringify(layout) === JSON.stringify(detection.layout)) ?? sample.candidates[0];
    const records = (candidate?.records ?? []).slice(0, request.rows);
    const rows = records.map((record): MappingPreviewRow => {
      const read = importer.normalise({ ...record, sha256: '0'.repeat(64) }, { name, layout: detection.layout, mapping: request.mapping, zone: request.mapping.zone });
      if (read.kind === 'problem') return { ordinal: record.ordinal, values: {}, problem: read.problem.reason };
      const events = read.kind === 'events' ? read.events : [];
      const values = events.flatMap((event) => event.values.map((value) => [`${value.stage}.${value.name}`, textOf(value.value)] as const));
      const ids = request.mapping.columns.some(({ target }) => target === 'run.id') ? events.map((event) => ['run.id', event.externalId] as const) : [];
      return { ordinal: record.ordinal, values: Object.fromEntries([...ids, ...values]), problem: null };
    });
    return { rows, read: rows.length, unusable: rows.filter(({ problem }) => problem !== null).length };
  });
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

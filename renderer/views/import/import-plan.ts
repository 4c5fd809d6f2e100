import type { PreviewItem } from '#shared/ipc/answers.ts';
import type { ImportItem } from '#shared/ipc/contract.ts';
import type { ColumnMapping } from '#shared/model/source.ts';
import { isKnownZone } from '#shared/zones.ts';

/** The importer that reads any table through a mapping a person made. */
export const mappedFormat = 'mapped';

/** What the person decided about one item; whatever is not here follows the preview. */
export interface Choice {
  readonly include?: boolean;
  readonly format?: string;
  readonly zone?: string;
  readonly mapping?: ColumnMapping;
}

export type Choices = Readonly<Record<string, Choice>>;

export interface PlannedItem {
  readonly key: string;
  readonly item: PreviewItem;
  readonly include: boolean;
  readonly format: string | null;
  /** Importers to choose from; one or none when nothing needs choosing. */
  readonly formats: readonly string[];
  readonly zone: string;
  readonly mapping: ColumnMapping | null;
  /** Why it cannot be imported as it stands, in words; null when it can. */
  readonly obstacle: string | null;
}

export function itemKey(item: Pick<PreviewItem, 'pathId' | 'member'>): string {
  return JSON.stringify([item.pathId, item.member]);
}

/** The preview with the person's choices laid over it. */
export function planItems(items: readonly PreviewItem[], choices: Choices): readonly PlannedItem[] {
  return items.map((item) => planItem(item, choices[itemKey(item)] ?? {}));
}

/** What to hand to `import.start`. */
export function chosenItems(plan: readonly PlannedItem[]): readonly ImportItem[] {
  return plan
    .filter(({ include, obstacle }) => include && obstacle === null)
    .map(({ item, format, mapping, zone }) => ({
      pathId: item.pathId,
      member: item.member,
      format,
      mapping: mapping === null ? null : { ...mapping, zone: zone === '' ? mapping.zone : zone, columns: mapping.columns.map((column) => ({ ...column })) },
      zone: zone === '' ? null : zone,
    }));
}

/** A mapping that maps nothing yet: where to begin when nothing was proposed. */
export function emptyMapping(item: PreviewItem): ColumnMapping {
  return { name: item.name, columns: item.columns.map((column) => ({ column, target: null, type: 'text' })), zone: null, recordsAt: null };
}

/** A saved mapping put on these columns: what it does not know stays unmapped, and none it names is lost. */
export function applyMapping(saved: ColumnMapping, columns: readonly string[]): ColumnMapping {
  const unknown = columns.filter((column) => !saved.columns.some((mapped) => mapped.column === column));
  return { ...saved, columns: [...saved.columns, ...unknown.map((column) => ({ column, target: null, type: 'text' }) as const)] };
}

function planItem(item: PreviewItem, choice: Choice): PlannedItem {
  const formats = [...new Set([...(item.format === null ? [] : [item.format]), ...item.ties, ...(item.columns.length > 0 ? [mappedFormat] : [])])];
  const tied = item.ties.some((tie) => tie !== item.format);
  const format = choice.format ?? (tied ? null : item.format);
  const mapping = format === mappedFormat ? (choice.mapping ?? item.mapping ?? emptyMapping(item)) : null;
  const zone = choice.zone ?? mapping?.zone ?? '';
  const obstacle = obstacleOf(item, format, zone, mapping);
  const wanted = choice.include ?? !item.alreadyImported;
  return { key: itemKey(item), item, include: wanted && (obstacle === null || choice.include === true || tied), format, formats, zone, mapping, obstacle };
}

function obstacleOf(item: PreviewItem, format: string | null, zone: string, mapping: ColumnMapping | null): string | null {
  if (item.problem !== null) return item.problem.message;
  if (format === null && item.ties.length > 0) return 'More than one format fits: choose which one it is.';
  if (format === null) return 'No format recognised it.';
  if (zone !== '' && (zone === 'local' || !isKnownZone(zone))) return `“${zone}” is not a time zone.`;
  if (mapping !== null && mapping.columns.every(({ target }) => target === null)) return 'No column is mapped yet.';
  return null;
}

import type { RunEvent } from '../importers/importer.ts';

/** An event and the record that states it. The order of a list of these is the order of import: source, then record. */
export interface PlacedEvent {
  readonly event: RunEvent;
  readonly sourceKey: number;
  readonly source: string;
  readonly ordinal: number;
  /** Zone a person stated for this source's times that state none. */
  readonly zone: string | null;
}

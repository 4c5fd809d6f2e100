import { laneKinds, type LaneKind } from '#shared/model/timeline.ts';
import type { Stretch } from './time-window.ts';

/** What the timeline shows beside the search, kept in `Place.about` so that going back brings it back. */
export interface TimelinePlace {
  /** null: the whole axis. */
  readonly shown: Stretch | null;
  readonly lanes: LaneKind;
  /** Id of the version flag whose before and after is open. */
  readonly mark: string | null;
  readonly days: 1 | 7 | 28;
  /** The instant that stays marked while zooming. */
  readonly anchor: bigint | null;
}

const usual: TimelinePlace = { shown: null, lanes: 'action', mark: null, days: 7, anchor: null };

export function writePlace({ shown, lanes, mark, days, anchor }: TimelinePlace): string {
  return JSON.stringify({ ...(shown === null ? {} : { from: String(shown.from), until: String(shown.until) }), lanes, ...(mark === null ? {} : { mark, days }), ...(anchor === null ? {} : { anchor: String(anchor) }) });
}

/** Also what another view wrote: `{"anchor":"…","minutes":15}`. What cannot be read is the usual. */
export function readPlace(about: string | null): TimelinePlace {
  const read = membersOf(about);
  const [from, until, anchor, minutes] = [instant(read['from']), instant(read['until']), instant(read['anchor']), read['minutes']];
  const around = anchor !== null && typeof minutes === 'number' ? BigInt(Math.round(minutes)) * 60_000_000_000n : null;
  return {
    shown: from !== null && until !== null && until > from ? { from, until } : around !== null && anchor !== null ? { from: anchor - around, until: anchor + around } : null,
    lanes: laneKinds.find((kind) => kind === read['lanes']) ?? usual.lanes,
    mark: typeof read['mark'] === 'string' ? read['mark'] : null,
    days: read['days'] === 1 || read['days'] === 28 ? read['days'] : 7,
    anchor,
  };
}

function membersOf(about: string | null): Readonly<Record<string, unknown>> {
  if (about === null) return {};
  try {
    const parsed: unknown = JSON.parse(about);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function instant(value: unknown): bigint | null {
  return typeof value === 'string' && /^-?\d{1,19}$/u.test(value) ? BigInt(value) : null;
}

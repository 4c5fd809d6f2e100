import { Activity, Archive, Crosshair, Flag, FileText, Gauge, Link2, type LucideIcon, TextAlignStart } from 'lucide-react';
import type { ViewName } from '../state/view-state.ts';

export interface RailView {
  readonly view: ViewName;
  readonly title: string;
  readonly icon: LucideIcon;
  /** The letter after `g`. */
  readonly letter: string;
  /** Views that answer neighbouring questions: tabs above the view, the first of them the rail's own. None: it stands alone. */
  readonly siblings?: readonly SiblingView[];
}

export interface SiblingView {
  readonly view: ViewName;
  readonly title: string;
}

/** The views that exist, top to bottom. A view is listed here the day it works. */
export const railViews: readonly RailView[] = [
  { view: 'overview', title: 'Overview', icon: Gauge, letter: 'o' },
  { view: 'runs', title: 'Runs', icon: TextAlignStart, letter: 'r', siblings: [{ view: 'runs', title: 'Runs' }, { view: 'variants', title: 'Variants' }, { view: 'compare', title: 'Compare cohorts' }, { view: 'pair', title: 'Compare runs' }, { view: 'notes', title: 'Notes' }, { view: 'sql', title: 'SQL' }] },
  { view: 'timeline', title: 'Timeline', icon: Activity, letter: 't', siblings: [{ view: 'timeline', title: 'Timeline' }, { view: 'versions', title: 'Versions and rules' }] },
  { view: 'integrity', title: 'Integrity', icon: Link2, letter: 'i' },
  { view: 'findings', title: 'Findings', icon: Flag, letter: 'f', siblings: [{ view: 'findings', title: 'Findings' }, { view: 'blast', title: 'Blast radius' }, { view: 'record', title: 'Record' }, { view: 'disputes', title: 'Disputes' }] },
  {
    view: 'incidents', title: 'Incidents', icon: Crosshair, letter: 'n',
    siblings: [
      { view: 'incidents', title: 'Incidents' },
      { view: 'clocks', title: 'Clocks' },
    ],
  },
  { view: 'reports', title: 'Reports', icon: FileText, letter: 'p' },
  { view: 'evidence', title: 'Evidence', icon: Archive, letter: 'e' },
];

export function railViewOf(view: ViewName): RailView | undefined {
  return railViews.find((rail) => rail.view === view || rail.siblings?.some((sibling) => sibling.view === view) === true);
}

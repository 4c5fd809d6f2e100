import { memo } from 'react';
import type { TimelineHistogram } from '#shared/model/timeline.ts';
import { countText } from '../../parts/count-text.ts';
import type { Zone } from '../../state/app-state.ts';
import { shownBins } from './bar-paths.ts';
import type { Stretch } from './time-window.ts';
import { stretchText } from './time-words.ts';

/** The histogram for those who read it: a row a bar of what is shown. */
export const BinsTable = memo(function BinsTable({ histogram, shown, zone }: { readonly histogram: TimelineHistogram; readonly shown: Stretch; readonly zone: Zone }) {
  const [first, end] = shownBins(histogram.edges, shown);
  const bins = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  return (
    <div className="hidden-text">
      <table aria-label={`Runs per ${histogram.unit}`}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Matching runs</th>
            <th scope="col">All runs</th>
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => (
            <tr key={histogram.edges[bin]}>
              <th scope="row">{stretchText(histogram.edges[bin] ?? '0', histogram.edges[bin + 1] ?? '0', zone)}</th>
              <td>{countText(histogram.matching[bin] ?? 0)}</td>
              <td>{countText(histogram.all[bin] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

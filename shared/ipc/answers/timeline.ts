import type { TimelineChange, TimelineCoverage, TimelineHistogram, TimelineLanes, TimelineMarks } from '../../model/timeline.ts';

export interface TimelineAnswers {
  'timeline.histogram': TimelineHistogram;
  'timeline.lanes': TimelineLanes;
  'timeline.marks': TimelineMarks;
  'timeline.coverage': TimelineCoverage;
  'timeline.change': TimelineChange;
}

import { useEffect } from 'react';
import { TagChips } from '../../parts/tag-chips.tsx';
import { askMarks, useAnnotations } from '../../state/annotations-state.ts';

/** Tags of the run, each a way to all runs that carry it. */
export function RunTags({ run }: { readonly run: string }) {
  const revision = useAnnotations((state) => state.revision);
  const tags = useAnnotations((state) => state.marks.get(run)?.tags);
  useEffect(() => void askMarks([run]), [run, revision]);
  return tags === undefined || tags.length === 0 ? null : <TagChips tags={tags} run={run} />;
}

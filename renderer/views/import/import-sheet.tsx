import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { closeImport, useImport } from '../../state/import-state.ts';
import { useJobs } from '../../state/jobs-state.ts';
import { ChooseItems } from './choose-items.tsx';
import { ImportResult } from './import-result.tsx';
import styles from './import-sheet.module.css';
import { JobRunning } from './job-running.tsx';

/** What was recognised, then how far it is, then what came of it. Closing it leaves a running job running. */
export function ImportSheet() {
  const sheet = useRef<HTMLDivElement>(null);
  const chosen = useImport((state) => state.chosen);
  const jobId = useImport((state) => state.jobId);
  const caseName = useCase((state) => state.current?.name ?? '');
  const finished = useJobs((state) => state.finished.find((job) => job.jobId === jobId) ?? null);
  const running = useJobs((state) => state.running.find((job) => job.jobId === jobId) ?? null);
  const kind = finished?.kind ?? running?.kind ?? 'import';
  const verb = { import: 'Import into', rebuild: 'Rebuild the index of', rehash: 'Hash again the files of', check: 'Check the files of', bundle: 'Export a package of', survey: 'Survey the runs of' } as const;

  return (
    <Dialog.Root open={chosen !== null} onOpenChange={(open) => !open && closeImport()} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup ref={sheet} tabIndex={-1} initialFocus={sheet} className={styles.sheet}>
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>
              {verb[kind]} <VisibleText text={caseName} />
            </Dialog.Title>
            <Dialog.Close render={<IconButton icon={X} label={finished === null && jobId !== null ? 'Close; the work goes on' : 'Close'} />} />
          </header>
          {chosen !== null && (jobId === null ? <ChooseItems chosen={chosen} /> : finished !== null ? <ImportResult job={finished} /> : <JobRunning job={running} />)}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

import { Dialog } from '@base-ui/react/dialog';
import { NewIncident } from '../parts/new-incident.tsx';
import { showNewIncident, useIncidents } from '../state/incidents-state.ts';
import styles from './incident-dialog.module.css';

/** A new incident with the runs a view, or the palette, has handed over. */
export function IncidentDialog() {
  const making = useIncidents((state) => state.making);
  const close = (): void => showNewIncident(null);
  return (
    <Dialog.Root open={making !== null} onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title className={styles.title}>New incident</Dialog.Title>
          {making !== null && <NewIncident {...making} onClose={close} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

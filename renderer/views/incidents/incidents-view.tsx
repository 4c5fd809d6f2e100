import { useView } from '../../state/view-state.ts';
import { IncidentList } from './incident-list.tsx';
import { IncidentPage } from './incident-page.tsx';

/** All incidents of the case, or the one the place is about. */
export function IncidentsView() {
  const about = useView((state) => state.place.about);
  return about === null ? <IncidentList /> : <IncidentPage key={about} id={about} />;
}

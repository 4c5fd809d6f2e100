import type { Session } from 'electron';
import { bundleOrigin } from '../app-protocol.ts';

/** No leading `persist:`: Electron keeps such a partition in memory only. */
export const memoryPartition = 'proofline';

/** Whatever is not a file of the bundle is cancelled, whoever asks. Developer tools, which only an unpackaged app has, are the exception. */
export function allowsRequest(url: string, packaged: boolean): boolean {
  return url.startsWith(`${bundleOrigin}/`) || (!packaged && url.startsWith('devtools://'));
}

/** (E) Denies every permission and device, cancels every foreign request, prevents downloads and dictionaries. */
export function lockSession(session: Session, packaged: boolean, log: (line: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log(`refused permission ${permission}`);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.webRequest.onBeforeRequest((request, answer) => {
    const cancel = !allowsRequest(request.url, packaged);
    if (cancel) log(`refused request ${request.url}`);
    answer({ cancel });
  });
  session.on('will-download', (event, item) => {
    event.preventDefault();
    log(`refused download ${item.getFilename()}`);
  });
  session.setSpellCheckerEnabled(false);
}

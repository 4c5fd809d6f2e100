import { useEffect } from 'react';
import { useApp } from '../state/app-state.ts';
import { useImport } from '../state/import-state.ts';
import { commands } from './commands.ts';
import { isSingleLetter, matchKeys } from './key-match.ts';
import { isMac } from './platform.ts';

const pauseBetweenKeys = 1500;

/** The commands' keys, for the whole window. A control that uses a key for itself stops it before it gets here. */
export function useKeyboard(): void {
  useEffect(() => {
    let previous: { readonly key: string; readonly at: number } | null = null;

    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { info, singleLetterKeys, overlay } = useApp.getState();
      const mac = isMac(info);
      const busyElsewhere = overlay !== null || useImport.getState().chosen !== null;
      const typing = busyElsewhere || takesText(event.target);
      const before = previous !== null && event.timeStamp - previous.at < pauseBetweenKeys ? previous.key : null;
      previous = null;

      for (const command of commands()) {
        if (command.keys === undefined) continue;
        if (isSingleLetter(command.keys) && (typing || !singleLetterKeys)) continue;
        if ((command.keys === 'Escape' || command.notInText === true) && typing) continue;
        const match = matchKeys(command.keys, event, before, mac);
        if (match === 'begins') {
          previous = { key: event.key, at: event.timeStamp };
        } else if (match === 'yes') {
          event.preventDefault();
          command.run();
          return;
        }
      }
    };

    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type));
}

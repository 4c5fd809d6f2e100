import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels, eventNames } from '#shared/ipc/channels.ts';

/** The whole of what a page can reach: names from two lists, and paths of files the person dropped, which go to the main process only. */
const knownChannels = new Set<string>(channels);
const knownEvents = new Set<string>(eventNames);

contextBridge.exposeInMainWorld('bridge', {
  call: (channel: string, request: unknown): Promise<unknown> =>
    knownChannels.has(channel) ? ipcRenderer.invoke('call', channel, request) : Promise.reject(new Error('No such channel.')),
  on: (event: string, listener: (payload: unknown) => void): (() => void) => {
    if (!knownEvents.has(event)) throw new Error('No such event.');
    const withoutSender = (_sender: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(`event:${event}`, withoutSender);
    return () => void ipcRenderer.removeListener(`event:${event}`, withoutSender);
  },
  dropped: (files: Iterable<File>): Promise<unknown> => ipcRenderer.invoke('dropped', Array.from(files, (file) => webUtils.getPathForFile(file))),
});

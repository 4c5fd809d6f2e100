import { join } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import { safeFileName } from './safe-file-name.ts';

/** The system's own dialogs. Each answers paths, which never reach the window as paths. */
export interface Dialogs {
  chooseFiles(): Promise<readonly string[]>;
  chooseFolder(): Promise<readonly string[]>;
  chooseCase(): Promise<string | null>;
  chooseNewCase(): Promise<string | null>;
  chooseSaveAs(suggestedName: string): Promise<string | null>;
}

export function createDialogs(window: BrowserWindow, casesFolder: string, today: () => string): Dialogs {
  return {
    async chooseFiles() {
      const { filePaths } = await dialog.showOpenDialog(window, { title: 'Import evidence', buttonLabel: 'Import', properties: ['openFile', 'multiSelections'] });
      return filePaths;
    },
    async chooseFolder() {
      const { filePaths } = await dialog.showOpenDialog(window, { title: 'Import a folder', buttonLabel: 'Import', properties: ['openDirectory'] });
      return filePaths;
    },
    async chooseCase() {
      const { filePaths } = await dialog.showOpenDialog(window, { title: 'Open a case folder', buttonLabel: 'Open', defaultPath: casesFolder, properties: ['openDirectory'] });
      return filePaths[0] ?? null;
    },
    async chooseNewCase() {
      const { filePath } = await dialog.showSaveDialog(window, { title: 'Create a case folder', buttonLabel: 'Create', defaultPath: join(casesFolder, `Case ${today()}.case`), properties: ['createDirectory'] });
      if (filePath === '') return null;
      return filePath.endsWith('.case') ? filePath : `${filePath}.case`;
    },
    async chooseSaveAs(suggestedName) {
      const { filePath } = await dialog.showSaveDialog(window, { title: 'Save', defaultPath: safeFileName(suggestedName) });
      return filePath === '' ? null : filePath;
    },
  };
}

import { execFile } from 'node:child_process';

export type Chosen = { readonly kind: 'chosen'; readonly path: string } | { readonly kind: 'cancelled' } | { readonly kind: 'no dialog' };

interface DialogProgram {
  readonly program: string;
  readonly args: readonly string[];
  /** Values for programs whose script would otherwise need quoting. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The system's own folder dialog, by whichever of its programs is installed. Texts are passed as arguments, never as script. */
export function chooseFolder(title: string, startIn: string): Promise<Chosen> {
  return firstThatRuns(folderPrograms(process.platform, title, startIn));
}

export function chooseSaveAs(title: string, proposed: string): Promise<Chosen> {
  return firstThatRuns(savePrograms(process.platform, title, proposed));
}

export function folderPrograms(platform: string, title: string, startIn: string): readonly DialogProgram[] {
  if (platform === 'darwin') return [{ program: 'osascript', args: ['-e', 'on run argv', '-e', 'POSIX path of (choose folder with prompt (item 1 of argv))', '-e', 'end run', title] }];
  if (platform === 'win32')
    return [
      powershell('$d = New-Object System.Windows.Forms.FolderBrowserDialog; $d.Description = $env:PROOFLINE_TITLE; $d.SelectedPath = $env:PROOFLINE_PATH; if ($d.ShowDialog() -eq "OK") { $d.SelectedPath } else { exit 1 }', title, startIn),
    ];
  return [
    { program: 'zenity', args: ['--file-selection', '--directory', `--title=${title}`, `--filename=${startIn}/`] },
    { program: 'kdialog', args: ['--title', title, '--getexistingdirectory', startIn === '' ? '.' : startIn] },
  ];
}

export function savePrograms(platform: string, title: string, proposed: string): readonly DialogProgram[] {
  const name = proposed.split(/[\\/]/u).at(-1) ?? proposed;
  if (platform === 'darwin')
    return [{ program: 'osascript', args: ['-e', 'on run argv', '-e', 'POSIX path of (choose file name with prompt (item 1 of argv) default name (item 2 of argv))', '-e', 'end run', title, name] }];
  if (platform === 'win32')
    return [powershell('$d = New-Object System.Windows.Forms.SaveFileDialog; $d.Title = $env:PROOFLINE_TITLE; $d.FileName = $env:PROOFLINE_PATH; if ($d.ShowDialog() -eq "OK") { $d.FileName } else { exit 1 }', title, name)];
  return [
    { program: 'zenity', args: ['--file-selection', '--save', '--confirm-overwrite', `--title=${title}`, `--filename=${proposed}`] },
    { program: 'kdialog', args: ['--title', title, '--getsavefilename', proposed] },
  ];
}

function powershell(script: string, title: string, path: string): DialogProgram {
  return { program: 'powershell.exe', args: ['-NoProfile', '-STA', '-Command', `Add-Type -AssemblyName System.Windows.Forms; ${script}`], env: { PROOFLINE_TITLE: title, PROOFLINE_PATH: path } };
}

async function firstThatRuns(programs: readonly DialogProgram[]): Promise<Chosen> {
  for (const candidate of programs) {
    const chosen = await run(candidate);
    if (chosen.kind !== 'no dialog') return chosen;
  }
  return { kind: 'no dialog' };
}

function run({ program, args, env }: DialogProgram): Promise<Chosen> {
  return new Promise((resolve) => {
    execFile(program, [...args], { env: { ...process.env, ...env } }, (error, stdout) => {
      const path = stdout.replace(/\r?\n$/u, '');
      if (error === null && path !== '') resolve({ kind: 'chosen', path });
      else resolve({ kind: error !== null && 'code' in error && error.code === 'ENOENT' ? 'no dialog' : 'cancelled' });
    });
  });
}

/**
 * Where the app keeps what belongs to this computer and not to a case: signing key, recent cases, saved mappings, theme.
 * The same folder for the window and the command line. Pure: the caller hands in what it knows of the system.
 */
export interface HomeQuestion {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The person's home folder. */
  readonly userHome: string;
}

export function appHome({ platform, env, userHome }: HomeQuestion): string {
  const told = env['PROOFLINE_HOME'];
  if (told !== undefined && told !== '') return told;
  if (platform === 'win32') return `${env['APPDATA'] ?? `${userHome}\\AppData\\Roaming`}\\Proofline`;
  if (platform === 'darwin') return `${userHome}/Library/Application Support/Proofline`;
  // XDG Base Directory: a relative value is to be ignored.
  const data = env['XDG_DATA_HOME'];
  return `${data !== undefined && data.startsWith('/') ? data : `${userHome}/.local/share`}/proofline`;
}

/**
 * Chromium's switches, set before Electron is ready. (E) that they silence it: the proof is a run without routes.
 * The resolver rule makes every name unknown, so that even a forgotten caller finds nobody.
 */
export const chromiumSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-quic'],
  ['disable-breakpad'],
  ['no-pings'],
  ['no-first-run'],
];

/** Chromium refuses its sandbox to root, and root alone runs without it. */
export function canSandbox(userId: number | undefined): boolean {
  return userId !== 0;
}

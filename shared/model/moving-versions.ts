/** Names that say another thing every month: a run that states one states no version. */
export const movingVersions: readonly string[] = ['latest', 'default', 'current', 'stable', 'auto'];

export function isMovingVersion(version: string): boolean {
  return movingVersions.includes(version.toLowerCase());
}

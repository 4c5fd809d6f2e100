/** `+01:42`, `−2 d 03:10:00`, `+0.250 s`: how long before or after this run another one began. */
export function timeFrom(anchor: string | null, other: string | null): string {
  if (anchor === null || other === null) return 'unknown';
  const difference = BigInt(other) - BigInt(anchor);
  const sign = difference < 0n ? '−' : '+';
  const size = difference < 0n ? -difference : difference;
  if (size === 0n) return 'same instant';
  const milliseconds = Number(size / 1_000_000n);
  if (milliseconds < 60_000) return `${sign}${Math.floor(milliseconds / 1000)}.${String(milliseconds % 1000).padStart(3, '0')} s`;
  const seconds = Math.floor(milliseconds / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600) % 24;
  return `${sign}${days > 0 ? `${days} d ${two(hours)}:${clock}` : hours > 0 ? `${two(hours)}:${clock}` : clock}`;
}

import type { RunRow } from '#shared/model/run.ts';
import { nanosecondsBetween } from '../../parts/instant-text.ts';

/** `Refund of 340.00 EUR for customer 44821`, from what is recorded of it. */
export function runTitle(run: RunRow): string {
  const action = run.actionType === null ? 'Action of unknown type' : sentence(run.actionType);
  const amount = run.amount === null ? '' : ` of ${[run.amount, run.currency].filter((part) => part !== null).join(' ')}`;
  const target = run.subject === null ? run.targetRecord : subjectWords(run.subject);
  return `${action}${amount}${target === null ? '' : ` for ${target}`}`;
}

/** From first to last recorded instant: `21.901 s`, `4 min 12.5 s`; null when either is missing. */
export function runDuration(run: RunRow): string | null {
  if (run.startedAt === null || run.endedAt === null) return null;
  const nanoseconds = nanosecondsBetween(run.startedAt, run.endedAt);
  if (nanoseconds === null || nanoseconds < 0n) return null;
  const milliseconds = Number(nanoseconds / 1_000_000n);
  if (milliseconds < 1000) return nanoseconds === 0n ? '0 s' : `${milliseconds} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(3)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${(seconds % 60).toFixed(1)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `customer:44821` → `customer 44821`, but `deal:deal-7200` → `deal-7200`. */
function subjectWords(subject: string): string {
  const colon = subject.indexOf(':');
  const [kind, id] = [subject.slice(0, Math.max(0, colon)), subject.slice(colon + 1)];
  return id.toLowerCase().startsWith(kind.toLowerCase()) ? id : `${kind} ${id}`;
}

function sentence(actionType: string): string {
  const words = actionType.replace(/[_-]+/gu, ' ').trim();
  return words === '' ? actionType : words.charAt(0).toUpperCase() + words.slice(1);
}

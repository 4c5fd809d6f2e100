import { ProblemError, failed, type Result } from '#shared/result.ts';
import { handlers } from './handlers/index.ts';
import type { Session } from './handlers/session.ts';

/**
 * Channel → parsed request → handler → Result. The only place where bugs are caught: what a handler throws that is not a
 * ProblemError is our fault, and is said to be.
 */
export function createRouter(session: Session): (channel: string, request: unknown) => Promise<Result<unknown>> {
  const byChannel = new Map<string, (typeof handlers)[number]>(handlers.map((handler) => [handler.channel, handler]));
  return async (channel, request) => {
    const handler = byChannel.get(channel);
    if (handler === undefined) return failed('unknown-channel', `The engine answers no channel named ${JSON.stringify(channel.slice(0, 100))}.`);
    try {
      return await handler.answer(session, request);
    } catch (error) {
      if (error instanceof ProblemError) return { ok: false, problem: error.problem };
      // PostgreSQL 18, appendix A, class XX: a page's checksum fails, an index contradicts its table.
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('XX')) {
        return failed('database-damaged', `The case's index is damaged: ${error.message}.`, 'Rebuild it (proofline rebuild CASE): the vault and the journal hold everything it is made from.');
      }
      process.stderr.write(`engine: ${channel}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      const what = error instanceof Error ? error.message : String(error);
      return failed('engine-bug', `Proofline itself failed while answering ${channel}: ${what}`, 'Nothing of the case was changed by this. Please report it with the line above.');
    }
  };
}

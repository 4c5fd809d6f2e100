import type { z } from 'zod';
import type { Channel } from '#shared/ipc/channels.ts';
import type { Answers } from '#shared/ipc/answers.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import type { Session } from './session.ts';

/** One channel's answer, with its request schema closed over, so that nothing unparsed gets in. */
export interface Handler {
  readonly channel: Channel;
  readonly answer: (session: Session, request: unknown) => Promise<Result<unknown>>;
}

export function handler<C extends Channel, R>(channel: C, schema: z.ZodType<R>, answer: (session: Session, request: R) => Promise<Answers[C]>): Handler {
  return {
    channel,
    async answer(session, request) {
      // Untrusted: the request comes from another process.
      const parsed = schema.safeParse(request);
      if (!parsed.success) {
        const first = parsed.error.issues[0];
        const where = first === undefined ? 'the request does not fit' : `${first.path.join('.') || 'request'}: ${first.message}`;
        return failed('bad-request', `${channel}: ${where}`);
      }
      return ok(await answer(session, parsed.data));
    },
  };
}

import { useCallback, useEffect, useState } from 'react';
import type { AnswerOf } from '#shared/ipc/answers.ts';
import type { Channel } from '#shared/ipc/channels.ts';
import type { Request } from '#shared/ipc/contract.ts';
import type { Problem, Result } from '#shared/result.ts';
import { call } from '../bridge.ts';
import { isWithheld, noteWithheld } from './withheld.ts';

export interface Answer<T> {
  /** The newest answer there is; while `pending`, it may still be the one to the previous question. */
  readonly value: T | null;
  readonly problem: Problem | null;
  /** A job fills the index: the value, if there is one, is from before it, and is asked for anew when it has ended. */
  readonly withheld: boolean;
  readonly pending: boolean;
  readonly reload: () => void;
}

interface Received<T> {
  readonly question: string;
  readonly result: Result<T>;
}

/** One question to the engine, asked anew when the request (or `revision`) changes. `null` asks nothing. */
export function useAnswer<C extends Channel>(channel: C, request: Request<C> | null, revision = 0): Answer<AnswerOf<C>> {
  const [received, setReceived] = useState<Received<AnswerOf<C>> | null>(null);
  const [value, setValue] = useState<AnswerOf<C> | null>(null);
  const [asked, setAsked] = useState(0);
  const requestText = JSON.stringify(request);
  const question = `${channel} ${revision} ${asked} ${requestText}`;
  const nothingAsked = request === null;

  useEffect(() => {
    if (nothingAsked) return undefined;
    let current = true;
    const asking: Request<C> = JSON.parse(requestText);
    void call(channel, asking).then((result) => {
      if (!current) return;
      setReceived({ question, result });
      if (result.ok) setValue(result.value);
      else if (isWithheld(result.problem)) noteWithheld();
    });
    return () => {
      current = false;
    };
  }, [channel, requestText, question, nothingAsked]);

  const answered = received?.question === question;
  const failure = answered && received !== null && !received.result.ok ? received.result.problem : null;
  const withheld = failure !== null && isWithheld(failure);
  const reload = useCallback(() => setAsked((times) => times + 1), []);
  return {
    value: nothingAsked ? null : value,
    problem: withheld ? null : failure,
    withheld,
    pending: !nothingAsked && !answered,
    reload,
  };
}

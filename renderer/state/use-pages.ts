import { useCallback, useEffect, useRef, useState } from 'react';
import type { Page } from '#shared/ipc/answers.ts';
import type { Problem, Result } from '#shared/result.ts';
import { isWithheld, noteWithheld } from './withheld.ts';

export interface Pages<Row> {
  readonly rows: readonly Row[];
  /** True while the rows still answer the previous question, or none has been answered. */
  readonly stale: boolean;
  readonly loading: boolean;
  /** True when rows beyond the loaded ones exist. After a failed page, `reload` is what asks again. */
  readonly more: boolean;
  readonly problem: Problem | null;
  /** A job fills the index: the rows, if there are any, are from before it. */
  readonly withheld: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

interface Loaded<Row> {
  readonly question: string;
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly problem: Problem | null;
}

/**
 * Keyset pages as one growing list. `question` names what is asked (filter, sort, revision): when it changes the list
 * starts anew, and the old rows stay on screen, marked `stale`, until the new first page is there.
 */
export function usePages<Row>(question: string, fetchPage: (after: string | null) => Promise<Result<Page<Row>>>): Pages<Row> {
  const [loaded, setLoaded] = useState<Loaded<Row> | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [fetchingMore, setFetchingMore] = useState(false);
  const latest = useRef({ fetchPage, key: '' });
  const key = `${attempt} ${question}`;

  useEffect(() => {
    latest.current = { fetchPage, key };
  });

  useEffect(() => {
    let current = true;
    void latest.current.fetchPage(null).then((result) => {
      if (!current) return;
      setFetchingMore(false);
      if (result.ok) {
        setLoaded({ question: key, rows: result.value.rows, next: result.value.next, problem: null });
        return;
      }
      const { problem } = result;
      if (isWithheld(problem)) noteWithheld();
      setLoaded((before) => ({ question: key, rows: isWithheld(problem) ? (before?.rows ?? []) : [], next: null, problem }));
    });
    return () => {
      current = false;
    };
  }, [key]);

  const ready = loaded !== null && loaded.question === key;
  const next = ready ? loaded.next : null;
  const failure = ready ? loaded.problem : null;
  const withheld = failure !== null && isWithheld(failure);
  const problem = withheld ? null : failure;

  const loadMore = useCallback(() => {
    if (next === null || fetchingMore || problem !== null) return;
    setFetchingMore(true);
    void latest.current.fetchPage(next).then((result) => {
      if (latest.current.key !== key) return;
      setFetchingMore(false);
      setLoaded((before) => {
        if (before === null || before.question !== key || before.next !== next) return before;
        return result.ok ? { ...before, rows: [...before.rows, ...result.value.rows], next: result.value.next, problem: null } : { ...before, problem: result.problem };
      });
    });
  }, [fetchingMore, key, next, problem]);

  const reload = useCallback(() => setAttempt((times) => times + 1), []);
  return {
    rows: loaded?.rows ?? [],
    stale: !ready,
    loading: !ready || fetchingMore,
    more: next !== null,
    problem,
    withheld,
    loadMore,
    reload,
  };
}

/** Answers to many tasks, `width` of them under way at a time, as they come. A failure ends it; so does a consumer that stops. */
export async function* sideBySide<Task, Answer>(width: number, tasks: AsyncGenerator<Task>, answer: (task: Task) => AsyncIterable<Answer>): AsyncGenerator<Answer> {
  const underWay = new Set<Promise<readonly Answer[]>>();
  let more = true;
  try {
    for (;;) {
      while (more && underWay.size < width) {
        const next = await tasks.next();
        if (next.done === true) more = false;
        else underWay.add(collected(answer(next.value)));
      }
      if (underWay.size === 0) return;
      const [done, answers] = await Promise.race(Array.from(underWay, async (one) => [one, await one] as const));
      underWay.delete(done);
      yield* answers;
    }
  } finally {
    // What is still under way ends on its own and is looked at by nobody.
    for (const one of underWay) one.catch(() => undefined);
    await Promise.allSettled(underWay);
    await tasks.return(undefined);
  }
}

async function collected<Answer>(answers: AsyncIterable<Answer>): Promise<readonly Answer[]> {
  const all: Answer[] = [];
  for await (const one of answers) all.push(one);
  return all;
}

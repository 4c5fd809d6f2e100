import { describe, expect, it } from 'vitest';
import { NewestOnly } from './newest-only.ts';

describe('questions that replace one another', () => {
  it('answer the first and the newest, and stop the one under way between its steps', async () => {
    const asked = new NewestOnly();
    const steps: string[] = [];
    const question = (name: string) =>
      asked.ask(async (goOn) => {
        for (const step of [1, 2, 3]) {
          goOn();
          steps.push(`${name}${step}`);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        return name;
      });
    const first = question('a');
    await Promise.resolve();
    await Promise.resolve();
    const [second, third] = [question('b'), question('c')];
    await expect(first).rejects.toMatchObject({ problem: { code: 'superseded' } });
    await expect(second).rejects.toMatchObject({ problem: { code: 'superseded' } });
    expect(await third).toBe('c');
    expect(steps).toEqual(['a1', 'c1', 'c2', 'c3']);
    expect(await question('d')).toBe('d');
  });
});

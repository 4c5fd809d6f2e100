import { failed, ok, ProblemError, type Result } from '#shared/result.ts';

/** A ProblemError becomes the Result it stands for; anything else is a bug and goes on. */
export async function settled<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return failed(error.problem.code, error.problem.message, error.problem.nextStep);
  }
}

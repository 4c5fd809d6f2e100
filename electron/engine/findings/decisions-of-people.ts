import type { RunFacts } from '#shared/model/run-facts.ts';
import type { RunRow } from '#shared/model/run.ts';

/** A decision of a person, for what is counted over many of them. Nanoseconds. */
export interface PersonDecision {
  readonly run: string;
  readonly decidedAt: bigint;
  readonly shownAt: bigint | null;
}

/** Decisions by approver, in order of time; decisions of one instant are one click for several (a batch). */
export class DecisionsOfPeople {
  readonly #byApprover = new Map<string, PersonDecision[]>();

  add({ id, approvalClass, approver }: RunRow, { decidedAt, requestedAt }: RunFacts): void {
    if (approvalClass !== 'human' || approver === null || decidedAt === null) return;
    const decision = { run: id, decidedAt: BigInt(decidedAt), shownAt: requestedAt === null ? null : BigInt(requestedAt) };
    const known = this.#byApprover.get(approver);
    if (known === undefined) this.#byApprover.set(approver, [decision]);
    else known.push(decision);
  }

  /** Approver by approver, in the order of their names: the clicks, each with the decisions it made. */
  *clicks(): Generator<{ readonly approver: string; readonly clicks: readonly (readonly PersonDecision[])[] }> {
    for (const [approver, decisions] of [...this.#byApprover].sort(([a], [b]) => (a < b ? -1 : 1))) {
      decisions.sort((a, b) => (a.decidedAt < b.decidedAt ? -1 : a.decidedAt > b.decidedAt ? 1 : a.run < b.run ? -1 : 1));
      const clicks: PersonDecision[][] = [];
      for (const decision of decisions) {
        const last = clicks.at(-1);
        if (last !== undefined && last[0]?.decidedAt === decision.decidedAt) last.push(decision);
        else clicks.push([decision]);
      }
      yield { approver, clicks };
    }
  }
}

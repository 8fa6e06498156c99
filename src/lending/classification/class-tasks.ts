import { isAllowed, type TaskSource } from "#access";
import type { BookReads } from "../book/book-reads.ts";
import { isFreeFor, nextStepOf } from "./class-steps.ts";

/** Page of the queue of changes of class. */
const queuePage = "/loan-book/classes";

/** Tells each person how many changes of class wait for a step that this person may take. */
export function createClassTasks(reads: BookReads): TaskSource {
  return {
    listTasks: async (visitor) => {
      const steps = (["propose", "recognise", "approve"] as const).filter((step) =>
        isAllowed(visitor, `loanClass.${step}`),
      );
      if (steps.length === 0) return [];
      const queue = await reads.listQueue(visitor.party.id);
      return steps.flatMap((step) => {
        const count = queue.filter(
          ({ move }) => nextStepOf(move) === step && isFreeFor(move, visitor.account.id),
        ).length;
        return count === 0
          ? []
          : [{ kind: `loanClass.${step}`, parameters: { count }, href: queuePage, dueOn: null }];
      });
    },
  };
}

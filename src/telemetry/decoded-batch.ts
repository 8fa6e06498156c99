import { Fault } from "#kernel";
import { isJsonObject, type Json } from "#seal";
import type { BatchAnswer } from "./answer.ts";
import type { SignedBatch } from "./batch.ts";

/** A batch out of a request, or why that one of them could not even be read. */
export type DecodedBatch =
  | { readonly kind: "batch"; readonly batch: SignedBatch }
  | { readonly kind: "refused"; readonly answer: Extract<BatchAnswer, { kind: "refused" }> };

/**
 * The answer to a batch that cannot be read, naming it as far as its head can be believed.
 * @throws what is no fault
 */
export function refusedBatch(cause: unknown, head: Json): DecodedBatch {
  if (!(cause instanceof Fault)) throw cause;
  const { collector, epoch, sequence } = isJsonObject(head) ? head : {};
  return {
    kind: "refused",
    answer: {
      kind: "refused",
      collector: typeof collector === "string" ? collector.slice(0, 100) : null,
      epoch: typeof epoch === "number" ? epoch : null,
      sequence: typeof sequence === "number" ? sequence : null,
      reason: "malformed",
      detail: cause.message,
    },
  };
}

import type { EpochMs } from "#kernel";

/** The answer that a write got, given again when the caller repeats it. */
export interface RememberedAnswer {
  readonly status: number;
  readonly body: string;
}

/** What is known about a key: nothing until now, another request, one under way, or an answer. */
export type KeyClaim =
  | { readonly kind: "new" }
  | { readonly kind: "otherRequest" }
  | { readonly kind: "inProgress" }
  | { readonly kind: "answered"; readonly answer: RememberedAnswer };

export interface KeyOwner {
  readonly partyId: string;
  readonly accountId: string;
  readonly key: string;
}

/** Port to the idempotency keys: of two calls at once with the same key only one gets `new`. */
export interface IdempotencyStore {
  claim(owner: KeyOwner, fingerprint: string, atMs: EpochMs): Promise<KeyClaim>;
  answer(owner: KeyOwner, answer: RememberedAnswer): Promise<void>;
  /** Forgets a key whose request failed by our fault, so that it can be tried again. */
  release(owner: KeyOwner): Promise<void>;
  /** Forgets claims without an answer (of a process that died) and answers older than `beforeMs`. */
  clean(partyId: string, beforeMs: EpochMs): Promise<void>;
}

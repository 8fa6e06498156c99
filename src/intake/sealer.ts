import { Fault } from "#kernel";
import type { EntryToAppend, Ledger, SealedPlace } from "#ledger";
import { intakeParameters } from "./parameters.ts";

/** Why nothing was stored: the log is read-only, or what was to be stored is not acceptable to it. */
export type SealOutcome =
  | { readonly kind: "sealed"; readonly places: readonly SealedPlace[] }
  | { readonly kind: "readOnly"; readonly detail: string }
  | { readonly kind: "unacceptable"; readonly detail: string };

/** The way into the log, with an account of what waits for the disk. */
export interface Sealer {
  /**
   * Never rejects; entries of one call are kept together in their order. `apply` is called with the outcome in the
   * order of the calls, which is the order of the log: what is noted there can be read from the log again.
   */
  seal(entries: readonly EntryToAppend[], apply: (outcome: SealOutcome) => void): Promise<void>;
  /** Counts bytes of a tenant that wait to be sealed with others; `seal` counts its own. */
  hold(bytes: number, tenant: string): void;
  release(bytes: number, tenant: string): void;
  readonly waitingBytes: number;
  readonly isSaturated: boolean;
  /**
   * Whether a tenant must wait: much is waiting, and of that more is its own than its share; or far too much. So who
   * floods is held up by himself, and a neighbour with little gets in.
   */
  isBusyFor(tenant: string): boolean;
  /** Null while entries can be written; else why not. */
  readonly readOnly: string | null;
  onRelief(listener: () => void): () => void;
  /** After a failure the records may say more than the log: nothing is taken until `mended` was called. */
  mended(): void;
  onBroken(listener: () => void): void;
  /** Resolves when everything that is under way now was applied. */
  settled(): Promise<void>;
}

/** What an entry costs beside its bytes while it waits. */
const entryOverheadBytes = 1024;

export function createSealer(ledger: Ledger): Sealer {
  const relief = new Set<() => void>();
  const broken = new Set<() => void>();
  let tail: Promise<void> = Promise.resolve();
  const held = new Map<string, number>();
  let waitingBytes = 0;
  let isSaturated = false;
  let isBroken = false;
  const release = (bytes: number): void => {
    waitingBytes -= bytes;
    if (isSaturated && waitingBytes < intakeParameters.saturatedBytes.value / 2) {
      isSaturated = false;
      for (const listener of relief) listener();
    }
  };
  const hold = (bytes: number): void => {
    waitingBytes += bytes;
    if (waitingBytes > intakeParameters.saturatedBytes.value) isSaturated = true;
  };
  const readOnly = (): string | null => {
    const health = ledger.health();
    if (health.state === "readOnly") return health.reason.problem;
    return isBroken ? "what was stored is being read again" : null;
  };
  const seal = async (entries: readonly EntryToAppend[]): Promise<SealOutcome> => {
    const problem = readOnly();
    if (problem !== null) return { kind: "readOnly", detail: problem };
    try {
      return { kind: "sealed", places: await ledger.append(entries) };
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      if (cause instanceof Fault && cause.kind === "badInput") return { kind: "unacceptable", detail };
      isBroken = true;
      for (const listener of broken) listener();
      return { kind: "readOnly", detail };
    }
  };
  return {
    seal(entries, apply) {
      const bytes = entries.reduce((sum, { payload }) => sum + payload.bytes.length + entryOverheadBytes, 0);
      hold(bytes);
      const sealing = seal(entries);
      const before = tail;
      tail = (async () => {
        const outcome = await sealing;
        await before;
        release(bytes);
        apply(outcome);
      })();
      return tail;
    },
    hold(bytes, tenant) {
      if (bytes === 0) return;
      held.set(tenant, (held.get(tenant) ?? 0) + bytes);
      hold(bytes);
    },
    release(bytes, tenant) {
      const left = (held.get(tenant) ?? 0) - bytes;
      if (left > 0) held.set(tenant, left);
      else held.delete(tenant);
      release(bytes);
    },
    get waitingBytes() {
      return waitingBytes;
    },
    get isSaturated() {
      return isSaturated;
    },
    isBusyFor(tenant) {
      if (waitingBytes > intakeParameters.refusedBytes.value) return true;
      if (!isSaturated) return false;
      // What is held is counted again while it is sealed, so half of the bound is shared out.
      const share = intakeParameters.saturatedBytes.value / (2 * (held.size + 1));
      return (held.get(tenant) ?? 0) >= share;
    },
    get readOnly() {
      return readOnly();
    },
    onRelief(listener) {
      relief.add(listener);
      return () => void relief.delete(listener);
    },
    mended: () => {
      isBroken = false;
    },
    onBroken: (listener) => void broken.add(listener),
    settled: async () => await tail,
  };
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openLedger } from "#adapters/files";
import type { Ledger } from "#ledger";
import type { IntakeSnapshot, IntakeStore } from "../intake-store.ts";
import { type OpenIntake, openIntake } from "../open-intake.ts";
import type { Arrival } from "../intake.ts";
import { createTestDirectory, type TestDirectory } from "./test-directory.ts";

/** A ledger in a temporary folder with a way in; `restart` closes both and opens them again. */
export interface IntakeHouse {
  readonly directory: TestDirectory;
  readonly folder: string;
  nowMs: number;
  readonly intake: OpenIntake;
  readonly ledger: Ledger;
  readonly arrival: Arrival;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The snapshot is optional by its contract: without one everything is read from the log. */
export const noStore: IntakeStore = { read: async () => null, save: async () => undefined };

/** Keeps what was saved, merged as the contract says. */
export function createMemoryStore(): IntakeStore {
  let kept: IntakeSnapshot | null = null;
  return {
    read: async () => kept,
    save: async (changed) => {
      const dropped = new Set(changed.dropped.map((one) => `${one.collector} ${one.epoch} ${one.chunk}`));
      const chunks = new Map(
        [...(kept?.chunks ?? []), ...changed.chunks].map((one) => [
          `${one.collector} ${one.epoch} ${one.chunk}`,
          one,
        ]),
      );
      for (const name of dropped) chunks.delete(name);
      kept = {
        ...changed,
        origins: new Map([...(kept?.origins ?? []), ...changed.origins]),
        collectors: new Map([...(kept?.collectors ?? []), ...structuredClone(changed.collectors)]),
        chunks: [...chunks.values()],
        dropped: [],
      };
    },
  };
}

export async function openIntakeHouse(store: IntakeStore = noStore): Promise<IntakeHouse> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-intake-"));
  const directory = createTestDirectory();
  let ledger!: Ledger;
  let intake!: OpenIntake;
  const house = {
    directory,
    folder,
    nowMs: 1_750_000_060_000,
    get intake() {
      return intake;
    },
    get ledger() {
      return ledger;
    },
    get arrival(): Arrival {
      return { via: "http", receivedAtMs: house.nowMs, authenticatedAs: null };
    },
    async restart() {
      await intake.close();
      await ledger.close();
      await open();
    },
    async close() {
      await intake.close();
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const open = async (): Promise<void> => {
    const clock = (): number => house.nowMs;
    ledger = await openLedger({ directory: folder, clock });
    intake = await openIntake({
      directory,
      ledger,
      store,
      clock,
      onFailure: (cause) => {
        throw cause;
      },
    });
  };
  await open();
  return house;
}

import type { ObservationStore, ProjectedFile } from "#collect";
import type { Ledger } from "#ledger";
import { readBackEntry, type ReceivedBatch } from "./import-entry.ts";
import { openProjector } from "./project-entries.ts";
import { findSuperseded } from "./superseded-entries.ts";

/**
 * Brings the observations up to the log: what was sealed and not yet projected, for example because the process
 * was killed in between, is parsed again from the sealed payloads. With an empty store it rebuilds everything.
 * @param mostRows  rows remembered for finding duplicates, where the store cannot give them back
 * @returns how many batches were projected
 */
export async function catchUpObservations(
  ledger: Ledger,
  observations: ObservationStore,
  mostRows?: number,
): Promise<number> {
  const { platformIndex } = await ledger.anchor();
  let position = await observations.position();
  const size = ledger.status().platformSize;
  if (position >= size || platformIndex < position) return 0;
  let superseded = await findSuperseded(ledger, position);
  if (superseded.reachesBack && position > 0) {
    // Rows that no longer count may be why others were taken for duplicates: only the whole log tells.
    await observations.reset();
    position = 0;
    superseded = await findSuperseded(ledger, 0);
  }
  const projector = await openProjector(observations, mostRows);
  let group = { platformIndex: -1, batches: [] as ReceivedBatch[], files: [] as ProjectedFile[] };
  let projected = 0;
  const flush = async (): Promise<void> => {
    if (group.batches.length + group.files.length === 0) return;
    await projector.project(group.platformIndex, group.batches, group.files);
    projected += group.batches.length;
  };
  for await (const entry of ledger.readEntries(position)) {
    if (entry.platformIndex !== group.platformIndex) {
      await flush();
      group = { platformIndex: entry.platformIndex, batches: [], files: [] };
    }
    if (superseded.has(entry.origin, entry.index)) continue;
    const found = readBackEntry(entry);
    if (found?.kind === "batch") group.batches.push(found.batch);
    else if (found?.kind === "file") group.files.push(found.file);
  }
  await flush();
  if ((await observations.position()) < size) await observations.advance(size);
  return projected;
}

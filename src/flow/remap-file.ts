import { layoutByMapping, type Mapping, type ObservationStore } from "#collect";
import type { EntryToAppend, Ledger } from "#ledger";
import type { JsonObject } from "#seal";
import { catchUpObservations } from "./catch-up-observations.ts";
import { flowFaults } from "./errors.ts";
import { dataClassOf, readBackEntry } from "./import-entry.ts";
import { findSuperseded } from "./superseded-entries.ts";

export interface RemapRequest {
  readonly ledger: Ledger;
  readonly observations: ObservationStore;
  readonly dataset: string;
  /** As it was sealed. */
  readonly file: string;
  readonly mapping: Mapping;
}

/**
 * Reads the sealed rows of a file again by another mapping. The rows of the earlier reading no longer count; both
 * readings stay in the log. The observations are rebuilt from the log, since what was a duplicate of a row that no
 * longer counts may count now.
 * @returns how many batches were read again
 * @throws FLOW_FILE_NOT_SEALED, COLLECT_COLUMN_MISSING (nothing is sealed)
 */
export async function remapFile(request: RemapRequest): Promise<number> {
  const { ledger, observations, dataset, file, mapping } = request;
  await catchUpObservations(ledger, observations);
  const superseded = await findSuperseded(ledger.readHeaders(0));
  const entries: EntryToAppend[] = [];
  for await (const entry of ledger.readEntries(0)) {
    const { origin, index, header, payload } = entry;
    const isOfFile =
      header["file"] === file && header["dataset"] === dataset && header["corrects"] === undefined;
    if (!isOfFile || superseded.has(origin, index)) continue;
    const found = readBackEntry(entry);
    if (found?.kind !== "batch") continue;
    const layout = layoutByMapping(found.batch.layout, mapping);
    entries.push({
      origin,
      dataClass: dataClassOf(layout),
      header: {
        "@type": "import-batch@1",
        dataset,
        enterprise: header["enterprise"] ?? null,
        file,
        layout: JSON.parse(JSON.stringify(layout)) as JsonObject,
        notes: header["notes"] ?? [],
        rows: header["rows"] ?? [],
        supersedes: { origin, index },
      },
      payload: { bytes: payload.bytes.slice(), ends: payload.ends.slice() },
    });
  }
  if (entries.length === 0) throw flowFaults.fault("FLOW_FILE_NOT_SEALED", { file, dataset });
  await ledger.append(entries);
  await catchUpObservations(ledger, observations);
  return entries.length;
}

import type { ProvenanceSource } from "#flow";
import type { Observations } from "./observations.ts";
import { loadDays, loadGaps, loadStreams } from "./provenance-days.ts";
import { loadCounts, loadTracedRows } from "./provenance-rows.ts";
import { loadLinkedDocuments, loadWork } from "./trace-rows.ts";

/** Where observations came from, out of ClickHouse; values from outside are bound parameters. */
export function openProvenanceSource(observations: Observations): ProvenanceSource {
  const position = async (): Promise<number> => await observations.position();
  return {
    position,
    rows: async (filter, most) =>
      await loadTracedRows(observations, filter, { position: await position(), most }),
    counts: async (filter) => await loadCounts(observations, filter, await position()),
    streams: async (enterpriseId) => await loadStreams(observations, enterpriseId, await position()),
    days: async (enterpriseId, range, work) =>
      await loadDays(observations, { enterpriseId, ...range }, work, await position()),
    gaps: async (enterpriseId, range) =>
      await loadGaps(observations, { enterpriseId, ...range }, await position()),
    linkedDocuments: async (enterpriseId) =>
      await loadLinkedDocuments(observations, enterpriseId, await position()),
    work: async (enterpriseId, stretches) =>
      await loadWork(observations, enterpriseId, stretches, await position()),
  };
}

import type { ProjectedFile, ReceivedTelemetry, UnfinishedRange } from "#collect";
import type { Ledger, StoredEntry } from "#ledger";
import { readBackEntry, type ReceivedBatch } from "../import-entry.ts";
import type { Offers } from "./offers.ts";
import { openTelemetryReader } from "./read-telemetry.ts";
import type { EntrySurvey } from "./survey-entries.ts";

/** Entries of one leaf, or of several that follow one another, to be stored together. */
export interface LeafGroup {
  readonly platformIndex: number;
  readonly firstPlatformIndex: number;
  readonly batches: readonly ReceivedBatch[];
  readonly files: readonly ProjectedFile[];
  readonly telemetry: readonly ReceivedTelemetry[];
}

/** Rows that are worth an insert: below it, leaves are stored together; a second's leaf may hold a handful. */
const enoughRows = 50_000;
const mostLeaves = 512;

/** One entry as it is projected, with its leaf. */
type Gathered = { readonly platformIndex: number } & (
  | { readonly kind: "batch"; readonly batch: ReceivedBatch }
  | { readonly kind: "file"; readonly file: ProjectedFile }
  | { readonly kind: "telemetry"; readonly telemetry: readonly ReceivedTelemetry[] }
);

interface Range {
  readonly survey: EntrySurvey;
  readonly from: number;
  readonly size: number;
  /** Leaves that must be one group, whatever they hold. */
  readonly unfinished: UnfinishedRange | null;
}

/** Groups the entries of a range in platform order; a leaf is never divided. */
export async function* gatherGroups(ledger: Ledger, offers: Offers, range: Range): AsyncGenerator<LeafGroup> {
  const { unfinished } = range;
  let group = emptyGroup();
  for await (const entry of entriesOf(ledger, offers, range)) {
    const { platformIndex } = entry;
    if (group.leaves > 0 && platformIndex !== group.last && !mayJoin(group, platformIndex, unfinished)) {
      yield closeGroup(group, unfinished);
      group = emptyGroup();
    }
    add(group, entry);
  }
  if (group.leaves > 0) yield closeGroup(group, unfinished);
}

type OpenGroup = ReturnType<typeof emptyGroup>;

function emptyGroup() {
  return {
    first: -1,
    last: -1,
    leaves: 0,
    rows: 0,
    batches: [] as ReceivedBatch[],
    files: [] as ProjectedFile[],
    telemetry: [] as ReceivedTelemetry[],
  };
}

/** Whether a further leaf goes into the group: all of an unfinished range do, and nothing else joins it. */
function mayJoin(group: OpenGroup, platformIndex: number, unfinished: UnfinishedRange | null): boolean {
  if (unfinished !== null && group.first <= unfinished.last) return platformIndex <= unfinished.last;
  return group.rows < enoughRows && group.leaves < mostLeaves;
}

/** An unfinished range keeps the ends by which what was stored of it is recognised. */
function closeGroup(group: OpenGroup, unfinished: UnfinishedRange | null): LeafGroup {
  const { batches, files, telemetry } = group;
  const ends = unfinished !== null && group.first <= unfinished.last ? unfinished : group;
  return { firstPlatformIndex: ends.first, platformIndex: ends.last, batches, files, telemetry };
}

function add(group: OpenGroup, entry: Gathered): void {
  const { platformIndex } = entry;
  if (group.leaves === 0) group.first = platformIndex;
  if (platformIndex !== group.last) group.leaves += 1;
  group.last = platformIndex;
  switch (entry.kind) {
    case "batch":
      group.rows += entry.batch.rows.ends.length;
      group.batches.push({ ...entry.batch, platformIndex });
      return;
    case "file":
      group.files.push({ ...entry.file, platformIndex });
      return;
    case "telemetry":
      for (const one of entry.telemetry) {
        group.rows += one.readings.ordinals.length + one.events.length;
        group.telemetry.push(one);
      }
  }
}

async function* entriesOf(
  ledger: Ledger,
  offers: Offers,
  { survey, from, size }: Range,
): AsyncGenerator<Gathered> {
  const { superseded, erased, offered } = survey;
  if (offered !== null) {
    for (const { origin, index, platformIndex } of offered) {
      const isLeftOut = superseded.has(origin, index) || erased.has({ origin, index });
      const found = isLeftOut ? undefined : offers.find(origin, index);
      if (found !== undefined) yield { platformIndex, ...withoutErased(found, erased) };
    }
    return;
  }
  const reader = openTelemetryReader(ledger);
  for await (const entry of ledger.readEntries(from)) {
    const { origin, index, platformIndex } = entry;
    if (platformIndex >= size) return;
    if (superseded.has(origin, index) || erased.has(entry)) continue;
    const found = offers.find(origin, index) ?? (await readEntry(entry, reader));
    if (found !== null) yield { platformIndex, ...withoutErased(found, erased) };
  }
}

/** A correction outlives the erased row that it corrected: it then counts as a row of its own. */
function withoutErased<Found extends { readonly kind: string }>(
  found: Found | { readonly kind: "batch"; readonly batch: ReceivedBatch },
  erased: EntrySurvey["erased"],
) {
  if (!("batch" in found) || found.batch.corrects === undefined) return found;
  const corrects = found.batch.corrects.filter((place) => !erased.has(place));
  return { ...found, batch: { ...found.batch, corrects } };
}

async function readEntry(entry: StoredEntry, reader: ReturnType<typeof openTelemetryReader>) {
  const type = entry.header["@type"];
  if (type === "signed-batch@1" || type === "gateway-batch@1") {
    return { kind: "telemetry" as const, telemetry: await reader.read(entry) };
  }
  return readBackEntry(entry);
}

import type { ReceivedTelemetry } from "#collect";
import { createRowVerdict, flagsOf } from "#intake";
import type { PayloadRows, StoredEntry } from "#ledger";
import { type BatchHead, decodeEvents, decodeReadings } from "#telemetry";
import { createReadingColumns } from "./reading-columns.ts";
import { flagBitsOf } from "./reading-flag-bits.ts";
import { problemOf } from "./telemetry-problem.ts";
import { telemetryEventOf } from "./telemetry-event.ts";

/** Reads a batch that its device signed; the verdict on its rows is sealed with it. */
export function readSignedBatch(entry: StoredEntry): readonly ReceivedTelemetry[] {
  const { header, payload } = entry;
  const head = header["batch"] as unknown as BatchHead;
  const enterpriseId = enterpriseOf(header["enterprise"]);
  if (enterpriseId === "") return [];
  const flags = flagsOf(header);
  const rows = head.content === "readings" ? readingsOf(entry, head) : eventsOf(entry, enterpriseId);
  return [
    {
      origin: entry.origin,
      entryIndex: entry.index,
      platformIndex: entry.platformIndex,
      receivedAtMs: Number(header["receivedAtMs"]),
      enterpriseId,
      collector: head.collector,
      key: head.key,
      epoch: head.epoch,
      sequence: head.sequence,
      via: String(header["via"] ?? ""),
      evidence: "device",
      rowCount: payload.ends.length,
      ...rows,
      gaps: head.gaps,
      flags: Object.keys(flags).length === 0 ? "" : JSON.stringify(flags),
      skewMs: flags.skewMs ?? null,
    },
  ];
}

/** The enterprise of an entry's header: its id, or an object that has it. */
export function enterpriseOf(value: unknown): string {
  if (typeof value === "string") return value;
  const id = (value as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === "string" ? id : "";
}

type Rows = Pick<ReceivedTelemetry, "readings" | "events" | "problems">;

function readingsOf({ header, payload }: StoredEntry, head: BatchHead): Rows {
  const flags = flagsOf(header);
  const verdictOf = createRowVerdict(flags);
  const read = decodeReadings(payload, head.channels.length);
  const bits = flagBitsOf(flags.batch ?? []);
  const flat = new Set(flags.flatLine ?? []);
  const columns = createReadingColumns(enterpriseOf(header["enterprise"]));
  const problems: ReceivedTelemetry["problems"][number][] = [];
  for (let i = 0; i < read.count; i++) {
    const index = read.channel[i] as number;
    const { element, channel, scale } = head.channels[index] as BatchHead["channels"][number];
    const reason = verdictOf(i, index);
    if (reason !== null) {
      const value = (read.value[i] as number) * 10 ** scale;
      problems.push(problemOf(i, reason, { element, channel, value }, rawOf(payload, i)));
      continue;
    }
    columns.add({
      ordinal: i,
      asset: element,
      channel,
      fromMs: read.fromMs[i] as number,
      toMs: read.toMs[i] as number,
      // The stored integer is in the channel's base unit; what the device sent stays in the sealed row.
      value: Math.round((read.value[i] as number) * 10 ** scale),
      flags: bits | (flat.has(index) ? flagBitsOf(["flatLine"]) : 0),
    });
  }
  return { readings: columns.finish(), events: [], problems };
}

function eventsOf({ header, payload }: StoredEntry, enterpriseId: string): Rows {
  const verdictOf = createRowVerdict(flagsOf(header));
  const problems: ReceivedTelemetry["problems"][number][] = [];
  const events: ReceivedTelemetry["events"][number][] = [];
  for (const [i, event] of decodeEvents(payload).entries()) {
    const reason = verdictOf(i, null);
    if (reason === null)
      events.push(telemetryEventOf(event, { ordinal: i, enterpriseId }, rowOf(payload, i)));
    else {
      const subject = { element: event.element ?? "", channel: event.type, value: 0 };
      problems.push(problemOf(i, reason, subject, rawOf(payload, i)));
    }
  }
  return { readings: createReadingColumns(enterpriseId).finish(), events, problems };
}

/** The bytes of a row. */
function rowOf({ bytes, ends }: PayloadRows, ordinal: number): Uint8Array {
  return bytes.subarray(ordinal === 0 ? 0 : ends[ordinal - 1], ends[ordinal]);
}

/** The beginning of a row, for people. */
function rawOf(payload: PayloadRows, ordinal: number): string {
  return new TextDecoder().decode(rowOf(payload, ordinal).subarray(0, mostRawBytes)).trimEnd();
}

const mostRawBytes = 1024;

import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { BrowsedNode, Source, SourceEvent, SourceFinding, SourceSink } from "../../source.ts";
import type { SourcePlace } from "../../source-kind.ts";
import { requireListener } from "../reach.ts";
import { hasEnded, sayCause, untilAborted } from "../reconnect.ts";
import { reportRejected } from "../rejected-rows.ts";
import { openViewReader } from "./open-view.ts";
import { eventOfRow, type RejectedRow } from "./row-event.ts";
import { type SqlConfig, selectedColumns } from "./sql-config.ts";
import { ViewMemory } from "./view-memory.ts";
import type { PageStart, ViewReader, ViewRow } from "./view-reader.ts";

/** Business events from a view of an ERP, MES or warehouse system, which is read and never written. */
export function sqlSource(place: SourcePlace): Source<SqlConfig> {
  return {
    open: (config, sink, signal) =>
      untilAborted(sink, signal, async (hasConnected) => {
        const reader = await openViewReader(config, place);
        try {
          hasConnected();
          await followView(config, reader, place, sink, signal);
        } finally {
          await reader.close().catch(() => undefined);
        }
      }),
    check: (config) => checkView(config, place),
    browse: (config) => browseColumns(config, place),
  };
}

async function followView(
  config: SqlConfig,
  reader: ViewReader,
  place: SourcePlace,
  sink: SourceSink,
  signal: AbortSignal,
): Promise<void> {
  const memory = new ViewMemory(config, sink.position);
  const report = join(place.stateDirectory, "sources", "sql", `${config.id}.rejected.jsonl`);
  while (!hasEnded(signal)) {
    let start = memory.start();
    let rows: readonly ViewRow[];
    do {
      rows = await reader.page(start);
      const { events, rejected } = readPage(config, memory, rows, sink.clock());
      const last = rows.at(-1);
      if (last !== undefined) memory.reach(last);
      await reportRejected(report, { view: config.view }, rejected, sink.clock());
      if (events.length > 0) await sink.events(events, memory.position());
      start = startAfter(config, rows);
    } while (rows.length === config.rowsAtOnce && start !== null && !hasEnded(signal));
    sink.health({ kind: "up" });
    await wait(config.everyMs, undefined, { signal });
  }
}

function readPage(
  config: SqlConfig,
  memory: ViewMemory,
  rows: readonly ViewRow[],
  nowMs: number,
): { readonly events: readonly SourceEvent[]; readonly rejected: readonly RejectedRow[] } {
  const events: SourceEvent[] = [];
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    const judgement = memory.judge(row);
    if (judgement === "same") continue;
    memory.remember(row);
    const made = eventOfRow(config, row, judgement === "changed");
    if ("field" in made) {
      rejected.push(made);
      // An event without members is refused by the collector, which counts it and says so in the signed stream.
      events.push({ atMs: nowMs, row: {} });
    } else events.push(made);
  }
  return { events, rejected };
}

function startAfter(config: SqlConfig, rows: readonly ViewRow[]): PageStart | null {
  const last = rows.at(-1);
  const watermark = last?.[config.watermark.column];
  const tie = last?.[config.watermark.tie];
  return typeof watermark === "string" && typeof tie === "string" ? { watermark, tie } : null;
}

async function checkView(config: SqlConfig, place: SourcePlace): Promise<readonly SourceFinding[]> {
  const { host, port } = config.database;
  const isSocket = host.startsWith("/");
  const listener = isSocket
    ? undefined
    : await requireListener(host, port).catch((cause: unknown) => sayCause(cause));
  if (typeof listener === "string") {
    return [{ path: ["database", "host"], expected: `a database at ${host}:${port}`, found: listener }];
  }
  const reader = await openViewReader(config, place).catch((cause: unknown) => sayCause(cause));
  if (typeof reader === "string") {
    return [
      {
        path: ["database", "user"],
        expected: "a user and a database that let the collector in",
        found: reader,
      },
    ];
  }
  try {
    const columns = await reader.columns();
    if (columns.length === 0) {
      return [{ path: ["view"], expected: `a view ${config.view} that the user may see`, found: "none" }];
    }
    const missing = selectedColumns(config).filter((column) => !columns.includes(column));
    const findings: SourceFinding[] = missing.map((column) => ({
      path: pathOfColumn(config, column),
      expected: `a column ${column}`,
      found: `only ${columns.join(", ").slice(0, 300)}`,
    }));
    const rights = await reader.writeRights();
    if (rights.length > 0) {
      const found = `it may ${rights.join(", ")}`;
      findings.push({ path: ["database", "user"], expected: "a user that may only read", found });
    }
    if (missing.length === 0) await reader.page(null);
    return findings;
  } catch (cause) {
    return [{ path: ["view"], expected: `leave to read ${config.view}`, found: sayCause(cause) }];
  } finally {
    await reader.close().catch(() => undefined);
  }
}

function pathOfColumn(config: SqlConfig, column: string): readonly string[] {
  if (column === config.watermark.column) return ["watermark", "column"];
  if (column === config.watermark.tie) return ["watermark", "tie"];
  const mapped = Object.entries(config.event.columns).find(([, name]) => name === column);
  return mapped === undefined ? ["event"] : ["event", "columns", mapped[0]];
}

async function* browseColumns(config: SqlConfig, place: SourcePlace): AsyncIterable<BrowsedNode> {
  const reader = await openViewReader(config, place);
  try {
    for (const column of await reader.columns()) {
      yield { address: column, name: `${config.view}.${column}`, dataType: null, unit: null, depth: 0 };
    }
  } finally {
    await reader.close().catch(() => undefined);
  }
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Observations, openObservations } from "#adapters/clickhouse";
import { openDataDirectory, openLedger } from "#adapters/files";
import { toBase64 } from "#seal";
import { headJson, type SignedBatch } from "#telemetry";
import { createTestCollector } from "../src/telemetry/testing/test-collector.ts";

// What a reading a second takes on the disk: signed batches of ten machines in the log, by rows of a batch, and the same
// readings as merged rows of ClickHouse.
const machines = 10;
const startMs = 1_795_000_000_000;
const channels = Array.from({ length: machines }, (_, machine) => ({
  element: `CNC-${machine}`,
  channel: "power_w",
  scale: 0,
}));

const folder = mkdtempSync(join(tmpdir(), "touchstone-space-"));
try {
  const log = [];
  for (const [rows, batches] of [
    [50, 4000],
    [600, 400],
    [5000, 50],
  ] as const)
    log.push({ rows, bytesAReading: await measureLog(rows, batches) });
  const observations = await openObservations(join(folder, "clickhouse"));
  const bytesARow = await measureRows(observations, 3_000_000);
  await observations.close();
  process.stdout.write(`${JSON.stringify({ version: "disk-space@1", log, clickhouse: { bytesARow } })}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns bytes of the whole log's files a reading, its index, checkpoints and anchors included */
async function measureLog(rows: number, batches: number): Promise<number> {
  const directory = join(folder, `log-${rows}`);
  const opened = openDataDirectory(directory);
  const ledger = await openLedger({ directory, clock: Date.now });
  await ledger.checkpoint();
  const before = bytesOf(directory);
  const collector = createTestCollector("space", { channels });
  for (let batch = 0; batch < batches; batch++) {
    const readings = Array.from({ length: rows }, (_, row) => ({
      channel: row % machines,
      fromMs: startMs + Math.floor((batch * rows + row) / machines) * 1000,
      value: 4000 + ((batch * 31 + row * 7919) % 3000),
    }));
    await ledger.append([entryOf(collector.readings(readings), ledger.originOf("enterprise", "ent_1"))]);
  }
  await ledger.checkpoint();
  const bytes = bytesOf(directory) - before;
  await ledger.close();
  opened.release();
  return Math.round((bytes / (rows * batches)) * 10) / 10;
}

function entryOf({ head, signature, rows, ends, saltSeed }: SignedBatch, origin: string) {
  return {
    origin,
    dataClass: "reading" as const,
    header: {
      "@type": "signed-batch@1" as const,
      batch: headJson(head),
      signature: toBase64(signature),
      via: "http",
      flags: {},
      elements: channels.map((_, machine) => [`elm_${String(machine).padStart(20, "0")}`]),
    },
    payload: { bytes: rows, ends, saltSeed },
  };
}

/** @returns bytes a row of the columns on the disk, after the engine has merged them */
async function measureRows({ execute, query }: Observations, rows: number): Promise<number> {
  await execute(
    `INSERT INTO reading (enterprise_id, asset, channel, from_ms, to_ms, value, fingerprint, received_at_ms, origin,
       entry_index, ordinal, platform_index)
     SELECT 'ent_1', concat('CNC-', toString(number % ${machines})), 'power_w',
       ${startMs} + intDiv(number, ${machines}) * 1000 AS at, at, 4000 + number * 7919 % 3000, rand64(), at + 60000 - at % 60000,
       'touchstone.local/enterprise/ent_1', intDiv(number, 600), number % 600, intDiv(number, 600000)
     FROM numbers(${rows})`,
  );
  await execute("OPTIMIZE TABLE reading FINAL");
  const [sum] = await query<{ bytes: string }>(
    "SELECT sum(data_compressed_bytes) AS bytes FROM system.parts WHERE table = 'reading' AND active",
  );
  return Math.round((Number(sum?.bytes) / rows) * 10) / 10;
}

function bytesOf(directory: string): number {
  return Number(execFileSync("du", ["-sB1", directory], { encoding: "utf8" }).split("\t")[0]);
}

import { canonicalJson } from "#seal";
import { singleRow, type EntryToAppend, type Ledger, type PayloadRows } from "#ledger";
import { openLedger } from "../open-ledger.ts";

/** Rows as a payload. */
export function rowsOf(rows: readonly string[]): PayloadRows {
  const bytes = Buffer.from(rows.join(""));
  let end = 0;
  return { bytes, ends: Uint32Array.from(rows, (row) => (end += Buffer.byteLength(row))) };
}

/** An import batch of `count` made-up invoice lines. */
export function batchOf(origin: string, name: string, count: number): EntryToAppend {
  const rows = Array.from(
    { length: count },
    (_, i) => `${name}-${i},2023-01-0${(i % 9) + 1},${i * 13}.50\r\n`,
  );
  const header = { "@type": "import-batch@1", file: `${name}.csv`, firstOrdinal: 0, layout: "invoices" };
  return { origin, dataClass: "invoice", header, payload: rowsOf(rows) };
}

/** The result that the small ledger seals for an enterprise. */
export function resultOf(code: string) {
  return { "@type": "evaluation-result@1", code, grade: "B", score: "612" };
}

/** Opens a ledger and fills it: three enterprises, one import source, results, several anchors and checkpoints. */
export async function createSmallLedger(directory: string): Promise<Ledger> {
  let nowMs = Date.UTC(2024, 0, 15);
  const ledger = await openLedger({
    directory,
    clock: () => (nowMs += 1000),
    origin: "touchstone.test/platform",
  });
  const codes = ["E1", "E2", "E3"];
  for (let round = 0; round < 4; round++) {
    const entries = codes.map((code, i) =>
      batchOf(ledger.originOf("enterprise", code), `${code}-${round}`, 3 + i * 7 + round),
    );
    await ledger.append(entries);
    if (round === 1) await ledger.append([batchOf(ledger.originOf("import", "rates.csv"), "rates", 2)]);
    await ledger.anchor();
    if (round % 2 === 1) await ledger.checkpoint();
  }
  await ledger.append(
    codes.map((code) => ({
      origin: ledger.originOf("enterprise", code),
      dataClass: "result" as const,
      header: { "@type": "evaluation-result@1", scorecard: "none" },
      payload: singleRow(Buffer.from(canonicalJson(resultOf(code)))),
    })),
  );
  await ledger.checkpoint();
  return ledger;
}

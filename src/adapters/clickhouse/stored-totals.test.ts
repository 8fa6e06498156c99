import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { openObservations } from "./observations.ts";

test("totals read every file of the store: a bit flipped in an index is damage, named by table and part", async () => {
  const directory = mkdtempSync(join(tmpdir(), "touchstone-totals-"));
  try {
    const store = await openObservations(directory);
    await store.execute(
      `INSERT INTO invoice (enterprise_id, direction, number, issued_on, counterparty, net_fen, tax_fen, gross_fen,
         is_void, flags, received_at_ms, origin, entry_index, ordinal, platform_index) SELECT 'ent_a', 'sale', toString(number), toDate32('2024-01-01'), 'B', 100, 13, 113, 0, 0,
         1, 'o/e/a', 0, number, 0 FROM numbers(20000)`,
    );
    await store.advance(1);
    const [totals] = await store.totals();
    expect(totals?.figures).toMatchObject({ rows: 20_000n, netFen: 2_000_000n, grossFen: 2_260_000n });
    await store.close();
    const files = readdirSync(join(directory, "engine/store"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const indexes = files.filter((file) => basename(file).startsWith("primary."));
    const index = indexes.toSorted((a, b) => readFileSync(b).length - readFileSync(a).length)[0] ?? "";
    const bytes = readFileSync(index);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(index, bytes);
    const reopened = await openObservations(directory);
    await expect(reopened.totals()).rejects.toMatchObject({ code: "CLICKHOUSE_DAMAGED" });
    await reopened.close();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

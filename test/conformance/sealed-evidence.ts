import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDataDirectory, openLedger } from "#adapters/files";
import { nodeCrypto, singleRow } from "#ledger";
import {
  collectorKeyHeader,
  type EvidenceBundle,
  formatBundle,
  formatProofText,
  formatTrust,
  fromBase64,
  toBase64,
} from "#seal";
import { headJson } from "#telemetry";
import { createTestCollector } from "../../src/telemetry/testing/test-collector.ts";
import type { EvidenceFiles } from "./evidence-files.ts";

/** Seals a collector's key and a batch of it in a ledger of its own, and writes the evidence into the folder. */
export async function sealEvidence(folder: string): Promise<EvidenceFiles> {
  const directory = join(folder, "data");
  const opened = openDataDirectory(directory);
  const ledger = await openLedger({ directory, clock: Date.now });
  const collector = createTestCollector("verify");
  const origin = ledger.originOf("enterprise", "ent_1");
  const keyHeader = collectorKeyHeader(nodeCrypto.sha256, {
    collector: collector.id,
    publicKey: collector.publicKey,
    validFromMs: Date.now(),
  });
  const payload = singleRow(Buffer.from("{}"));
  await ledger.append([{ origin, dataClass: "registry", header: keyHeader, payload }]);
  const [batch] = collector.run(1, 60, Date.now() - 60_000);
  if (batch === undefined) throw new Error("no batch");
  const { head, signature, rows, ends, saltSeed } = batch;
  await ledger.append([
    {
      origin,
      dataClass: "reading",
      header: {
        "@type": "signed-batch@1",
        batch: headJson(head),
        signature: toBase64(signature),
        via: "http",
      },
      payload: { bytes: rows, ends, saltSeed },
    },
  ]);
  await ledger.checkpoint();
  const bundle = await ledger.bundle(origin, { disclose: [{ index: 1, ordinals: [3, 17] }] });
  const proved = await ledger.logs.prove(ledger.origin, 0);
  const trust = formatTrust(ledger.trust());
  await ledger.close();
  opened.release();
  if (proved === null) throw new Error("no proof");
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return {
    collector: collector.id,
    bundle: write("evidence.json", formatBundle(bundle)),
    trust: write("trust.json", trust),
    proof: write("leaf.tlog-proof", formatProofText(proved)),
    entry: write("leaf.entry", proved.entry),
    rows: disclosedRows(bundle).map((row) => Buffer.from(fromBase64(row, "row")).toString().trimEnd()),
    tamperedRow: formatBundle(tamper(bundle)),
  };
}

function disclosedRows({ entries }: EvidenceBundle): readonly string[] {
  return entries.flatMap(({ rows }) => rows.map(({ row }) => row));
}

/** Flips the lowest bit of the last byte before the line end of the first disclosed row: a digit. */
function tamper(bundle: EvidenceBundle): EvidenceBundle {
  const [first = ""] = disclosedRows(bundle);
  const bytes = Buffer.from(first, "base64");
  const at = bytes.length - 2;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return JSON.parse(formatBundle(bundle).replace(first, bytes.toString("base64"))) as EvidenceBundle;
}

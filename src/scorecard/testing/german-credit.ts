import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

/** The optional folder of real data and peers' figures; tests that need it say loudly when it is absent. */
export const sharedFolder = resolve(
  process.env["TOUCHSTONE_SHARED"] ?? join(import.meta.dirname, "../../../../shared"),
);

const dataFile = join(sharedFolder, "data/german_credit/germancredit.csv.gz");

/** True when German credit and its golden figures are present; warns once per test file when not. */
export function hasGermanCredit(): boolean {
  const present = existsSync(dataFile) && existsSync(join(sharedFolder, "vectors/scorecard/iv_table.json"));
  if (!present) {
    console.warn(
      `NOT TESTED against peers: no German credit data below ${sharedFolder} (set TOUCHSTONE_SHARED)`,
    );
  }
  return present;
}

export interface GermanCredit {
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly bad: Uint8Array;
}

export function readGermanCredit(): GermanCredit {
  const [head, ...lines] = gunzipSync(readFileSync(dataFile)).toString("utf8").trim().split(/\r?\n/);
  const names = splitLine(head ?? "");
  const rows = lines.map(splitLine);
  const columns = new Map(names.map((name, index) => [name, rows.map((row) => row[index] ?? "")]));
  const outcome = columns.get("creditability") ?? [];
  return { columns, bad: Uint8Array.from(outcome, (value) => (value === "bad" ? 1 : 0)) };
}

/** A golden file of the peers, by name. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(join(sharedFolder, "vectors/scorecard", `${name}.json`), "utf8")) as T;
}

/** Fields of one line; a quoted field may hold commas. */
function splitLine(line: string): string[] {
  return [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)]
    .slice(0, -1)
    .map((match) => match[2] ?? match[1] ?? "");
}

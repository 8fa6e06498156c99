import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simulatePilot, type SimulatedPilot } from "./simulate-pilot.ts";
import { standingOf } from "./loan-payments.ts";

const request = {
  seed: "test",
  borrowers: 24,
  prospects: 6,
  months: 20,
  endDay: "2026-10-31",
  deliveries: 3,
  platformCode: "platform",
  truthFile: null,
  onProgress: () => undefined,
} as const;

let folder: string;
let pilot: SimulatedPilot;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-pilot-"));
  pilot = await simulatePilot({ ...request, directory: join(folder, "a") });
}, 60_000);
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const rowsOf = async (...path: string[]): Promise<string[][]> => {
  const text = await readFile(join(folder, "a", ...path), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
};

describe("a simulated pilot", () => {
  it("has one borrower on the way into default, one past it, and a book that is sound otherwise", () => {
    const standings = pilot.enterprises
      .filter(({ loan }) => loan !== null)
      .map(({ loan }) => (loan === null ? 0 : standingOf(loan, request.endDay).daysPastDue));
    expect(standings.filter((days) => days > 90)).toHaveLength(1);
    expect(standings.filter((days) => days > 30 && days <= 90)).toHaveLength(2);
  });

  it("writes the same bytes for the same request", async () => {
    await simulatePilot({ ...request, directory: join(folder, "b") });
    const files = await readdir(join(folder, "a"), { recursive: true, withFileTypes: true });
    const plain = files.filter((entry) => entry.isFile() && !entry.name.endsWith(".xlsx"));
    expect(plain.length).toBeGreaterThan(60);
    for (const { parentPath, name } of plain) {
      const other = parentPath.replace(join(folder, "a"), join(folder, "b"));
      expect(await readFile(join(other, name), "utf8")).toBe(await readFile(join(parentPath, name), "utf8"));
    }
  });

  it("gives statements whose balances follow from their amounts", async () => {
    const [header, ...rows] = await rowsOf("data", "M001_工行流水.csv");
    const column = (name: string): number => header?.indexOf(name) ?? -1;
    const fen = (text: string | undefined): number => Math.round(Number(text || 0) * 100);
    expect(rows.length).toBeGreaterThan(30);
    rows.slice(1).forEach((row, index) => {
      const before = fen(rows[index]?.[column("余额")]);
      const moved = fen(row[column("贷方发生额")]) - fen(row[column("借方发生额")]);
      expect(fen(row[column("余额")])).toBe(before + moved);
    });
  });

  it("gives deliveries whose control totals and balances are those of their rows", async () => {
    const days = await readdir(join(folder, "a", "loan-book"));
    expect(days).toEqual(["2026-10-29", "2026-10-30", "2026-10-31"]);
    let closing = new Map<string, string>();
    for (const day of days) {
      const accounts = (await rowsOf("loan-book", day, "accounts.csv")).slice(1);
      for (const [loan = "", opening] of accounts) {
        if (closing.has(loan)) expect(opening).toBe(closing.get(loan));
      }
      closing = new Map(accounts.map((row) => [row[0] ?? "", row[5] ?? ""]));
      const control = await rowsOf("loan-book", day, "control.csv");
      const line = control.find(([kind]) => kind === "账户动态");
      const sum = accounts.reduce((total, row) => total + Math.round(Number(row[5]) * 100), 0);
      expect(line?.[5]).toBe(String(accounts.length));
      expect(Math.round(Number(line?.[7]) * 100)).toBe(sum);
    }
  });

  it("shows a loan's repayments on the borrower's statement, to the fen", async () => {
    const [, ...repayments] = await rowsOf("loan-book", "2026-10-29", "repayments.csv");
    const [borrower] = pilot.enterprises;
    const own = repayments.filter(([, loan]) => loan === borrower?.loan?.number);
    const statement = await readFile(join(folder, "a", "data", "M001_工行流水.csv"), "utf8");
    expect(own.length).toBeGreaterThan(0);
    for (const [, , day, principal, interest] of own) {
      const paid = (Number(principal) + Number(interest)).toFixed(2);
      expect(statement).toMatch(new RegExp(`${day ?? ""} [0-9:]{8},借,${paid},,,贷款`));
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IndexContribution } from "./indices.ts";
import { defaultCrossCheckParameters } from "./parameters.ts";
import { publishIndices } from "./publish-indices.ts";
import { suppressCells, type TableCell } from "./suppress-cells.ts";

const k = defaultCrossCheckParameters.peersFewest;

function contributions(
  cells: readonly { division: string; region: string; count: number }[],
): IndexContribution[] {
  return cells.flatMap(({ division, region, count }, cell) =>
    Array.from({ length: count }, (_, index) =>
      ["2026-01", "2026-02", "2026-03"].map((month, place) => ({
        enterpriseId: `e${cell}-${index}`,
        division,
        region,
        month,
        runMinutes: 400 + 10 * place + index,
        knownMinutes: 1440,
        energyWh: 1000 + 5 * place,
        ordersFen: 100n,
      })),
    ).flat(),
  );
}

describe("publishIndices", () => {
  it("shows no cell of fewer than k enterprises, and no lone hole that a margin would fill", () => {
    const { published, suppressed } = publishIndices(
      contributions([
        { division: "C33", region: "N", count: 40 },
        { division: "C33", region: "S", count: 30 },
        { division: "C34", region: "N", count: 25 },
        { division: "C34", region: "S", count: k - 1 },
      ]),
    );
    const shown = published.filter(({ index, month }) => index === "energy" && month === "2026-03");
    // One hole alone would follow from its row and column; the smallest other cells are withheld with it.
    expect(shown.map(({ division, region }) => `${division}/${region}`).sort()).not.toContain("C34/S");
    const march = suppressed.find(({ index, month }) => index === "energy" && month === "2026-03");
    expect(march?.tooFew).toBe(1);
    expect(march?.complementary).toBeGreaterThanOrEqual(3);
  });

  it("chains changes within the same enterprises, so that a newcomer does not move it", () => {
    const rows = contributions([{ division: "C33", region: "N", count: 20 }]);
    const newcomer = {
      ...(rows[0] as IndexContribution),
      enterpriseId: "new",
      month: "2026-03",
      energyWh: 9e9,
    };
    const of = (all: readonly IndexContribution[]): unknown =>
      publishIndices(all).published.filter(({ index }) => index === "energy");
    expect(of([...rows, newcomer])).toEqual(of(rows));
  });

  it("withholds a cell that one enterprise dominates", () => {
    const rows = contributions([{ division: "C33", region: "N", count: 20 }]).map((row) =>
      row.enterpriseId === "e0-0" ? { ...row, energyWh: 1e9 } : row,
    );
    expect(publishIndices(rows).published.filter(({ index }) => index === "energy")).toEqual([]);
  });

  it("does not depend on the order of contributions", () => {
    const rows = contributions([
      { division: "C33", region: "N", count: 15 },
      { division: "C34", region: "N", count: 12 },
    ]);
    expect(publishIndices([...rows].reverse())).toEqual(publishIndices(rows));
  });
});

/** What solving all rows and columns for the withheld counts leaves determined (Gauss–Jordan). */
function determined(cells: readonly TableCell[], withheld: ReadonlySet<TableCell>): TableCell[] {
  const unknown = cells.filter((cell) => withheld.has(cell));
  const equations: number[][] = [];
  for (const line of ["row", "column"] as const) {
    const other = line === "row" ? "column" : "row";
    for (const name of new Set(cells.map((cell) => cell[line]))) {
      equations.push(unknown.map((cell) => (cell[line] === name ? (cell[other] === "" ? -1 : 1) : 0)));
    }
  }
  let rank = 0;
  for (let column = 0; column < unknown.length; column++) {
    const pivot = equations.findIndex((row, index) => index >= rank && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot < 0) continue;
    const [row] = equations.splice(pivot, 1) as [number[]];
    const scale = row[column] ?? 1;
    const scaled = row.map((value) => value / scale);
    equations.splice(rank, 0, scaled);
    for (const [index, other] of equations.entries()) {
      const factor = other[column] ?? 0;
      if (index !== rank)
        equations[index] = other.map((value, place) => value - factor * (scaled[place] ?? 0));
    }
    rank++;
  }
  return equations
    .slice(0, rank)
    .filter((row) => row.filter((value) => Math.abs(value) > 1e-9).length === 1)
    .map((row) => unknown[row.findIndex((value) => Math.abs(value) > 1e-9)] as TableCell);
}

describe("suppressCells", () => {
  it("leaves no withheld cell that rows and columns determine, in any table", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 }), {
          minLength: 2,
          maxLength: 5,
        }),
        (counts) => {
          const cells = tableOf(counts);
          const withheld = suppressCells(cells, { fewest: k, dominantShare: 0.5 });
          for (const cell of cells) if (cell.count < k) expect(withheld.has(cell)).toBe(true);
          expect(determined(cells, new Set(withheld.keys()))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Inner cells with enterprises, their rows, columns and the sum of all. */
function tableOf(counts: readonly (readonly number[])[]): TableCell[] {
  const sums = new Map<string, TableCell & { count: number }>();
  for (const [row, columns] of counts.entries()) {
    for (const [column, count] of columns.entries()) {
      if (count === 0) continue;
      for (const rowName of [`r${row}`, ""]) {
        for (const columnName of [`c${column}`, ""]) {
          const key = `${rowName}/${columnName}`;
          const cell = sums.get(key) ?? { row: rowName, column: columnName, count: 0, largestShare: 0.1 };
          sums.set(key, { ...cell, count: cell.count + count });
        }
      }
    }
  }
  return [...sums.values()];
}

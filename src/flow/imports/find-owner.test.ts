import { describe, expect, it } from "vitest";
import type { FileInspection } from "#collect";
import type { RegisteredEnterprise } from "#registry";
import { findOwner } from "./find-owner.ts";

const registered = [
  { id: "ent_1", code: "M001", name: "远岭服装有限公司", uscc: "91110000100000002X" },
  { id: "ent_2", code: "M002", name: "海纳机械有限公司", uscc: "91310000200000001X" },
] as unknown as readonly RegisteredEnterprise[];

function inspected(more: Partial<FileInspection>): FileInspection {
  return {
    layout: null,
    nearest: null,
    headerRow: 0,
    columns: [],
    rows: [],
    head: [],
    problem: null,
    suggested: null,
    ...more,
  };
}

const row = (cells: readonly string[], number = 2) => ({ row: number, cells, problem: null });
const file = (name: string) => ({ name, describedCode: null });

describe("whose a file is", () => {
  it("is told by the registered code with which its name begins", () => {
    const found = findOwner(file("M002_工行流水.csv"), inspected({}), registered);
    expect(found).toMatchObject({ code: "M002", enterpriseId: "ent_2", how: "fileName" });
  });

  it("is told by the registered tax number that stands in every row", () => {
    const rows = [
      row(["91110000100000002X", "91310000200000001X"]),
      row(["91110000100000002X", "91440000300000000X"], 3),
    ];
    const found = findOwner(file("发票.xlsx"), inspected({ rows }), registered);
    expect(found).toMatchObject({ code: "M001", how: "taxNumber" });
  });

  it("is told by the holder above the table, not by a counterparty's name", () => {
    const head = [["户名：海纳机械有限公司"], ["交易日期", "对方户名"], ["2026-01-01", "远岭服装有限公司"]];
    const known = { head, headerRow: 2, columns: ["交易日期", "对方户名"] };
    const rows = [row(["2026-01-01", "远岭服装有限公司"], 3)];
    expect(findOwner(file("流水.csv"), inspected({ ...known, rows }), registered)).toMatchObject({
      code: "M002",
      how: "holder",
    });
  });

  it("is nobody registered where nothing says so: the name stands for it", () => {
    expect(findOwner(file("X9.流水.csv"), inspected({}), registered)).toEqual({
      code: "X9",
      name: null,
      enterpriseId: null,
      how: "unregistered",
    });
  });
});

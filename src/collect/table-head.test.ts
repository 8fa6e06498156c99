import { describe, expect, it } from "vitest";
import { defaultReadLimits } from "./limits.ts";
import { builtInMappings, type Mapping } from "./mapping.ts";
import { readHead } from "./table-head.ts";

const problemOf = (content: string, given: Mapping | null = null) => {
  const head = Buffer.from(content, "utf8");
  const verdict = readHead(head, false, given, builtInMappings(), defaultReadLimits);
  return verdict.kind === "problem"
    ? { code: verdict.fault.code, parameters: verdict.fault.parameters }
    : verdict.layout.id;
};

describe("JSON lines", () => {
  const meter = builtInMappings().find(({ id }) => id === "steel-energy");
  if (meter === undefined) throw new Error("no layout of meters");
  const mappings = ["volt", "date"].map(
    (key): Mapping => ({ ...meter, id: `by-${key}`, format: "jsonl", recognisedBy: [key] }),
  );
  const layoutOf = (content: string) => {
    const verdict = readHead(Buffer.from(content), true, null, mappings, defaultReadLimits);
    return verdict.kind === "table" ? verdict.layout.id : verdict.fault.parameters;
  };

  it("take the first mapping whose keys the first row has", () => {
    expect(layoutOf('{"date":"01/01/2018 00:15","Usage_kWh":1}\n{}')).toBe("by-date");
    expect(layoutOf("not JSON\n")).toBe("by-volt");
    expect(layoutOf('{"other":1}\n')).toEqual({ columns: "JSON: other" });
  });
});

describe("a header that is no known layout", () => {
  it("is told which one it is nearest to, what it lacks and what it has besides", () => {
    expect(
      problemOf(
        "企业代号 ,发票号码,开票日期,购方单位代号,金额,税额,含税金额,发票状态\nE1,1,2019/1/2,B1,1,0,1,x\n",
      ),
    ).toEqual({
      code: "COLLECT_HEADER_INCOMPLETE",
      parameters: {
        row: 1,
        layout: "invoices-sale",
        name: "销项发票 / Invoices issued (sales)",
        missing: "价税合计",
        unused: "含税金额",
      },
    });
    expect(problemOf("ts,asset,status,power_avg,items,alarm\n1,2,3,4,5,6\n")).toMatchObject({
      parameters: { layout: "sme-machines", missing: "status_time, cycle_time, product", unused: "–" },
    });
  });

  it("is told what was found when none is near, or when the mapping given for the file does not fit", () => {
    expect(problemOf("a,b\n1,2\n")).toEqual({
      code: "COLLECT_UNKNOWN_LAYOUT",
      parameters: { columns: "a, b" },
    });
    const meter = builtInMappings().find(({ id }) => id === "steel-energy") ?? null;
    expect(problemOf("date,kWh\n01/01/2018 00:15,1\n", meter)).toMatchObject({
      code: "COLLECT_COLUMN_MISSING",
      parameters: { mapping: "steel-energy", missing: "Usage_kWh", columns: "date, kWh" },
    });
  });

  it("is told apart from a file whose lines end in carriage returns only", () => {
    expect(problemOf("a,b\r1,2\r")).toMatchObject({ code: "COLLECT_LINE_ENDS" });
    expect(problemOf("a,b\r\n1,2\r\n")).toMatchObject({ code: "COLLECT_UNKNOWN_LAYOUT" });
  });

  it("is not said to lack anything when it has too much", () => {
    const columns = ["date", "Usage_kWh", ...Array.from({ length: 600 }, (_, i) => `c${i}`)];
    expect(problemOf(`${columns.join(",")}\n`)).toMatchObject({ code: "COLLECT_UNKNOWN_LAYOUT" });
  });
});

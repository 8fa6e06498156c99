import { describe, expect, it } from "vitest";
import { buildDueDiligenceInput } from "./due-diligence-fixture.ts";
import { formatFigure } from "./format-figure.ts";
import type { EnterpriseRows } from "./rows.ts";
import { printDueDiligence } from "./print-due-diligence.ts";
import { traceFigure } from "./trace-figure.ts";
import { writeDueDiligence } from "./write-due-diligence.ts";

const input = buildDueDiligenceInput();
const report = writeDueDiligence(input);
const figureOf = (id: string) => {
  const figure = report.figures.find((one) => one.id === id);
  if (figure === undefined) throw new Error(`no figure ${id}`);
  return figure;
};

describe("the due-diligence report", () => {
  it("is the same document for the same input", () => {
    expect(JSON.stringify(writeDueDiligence(buildDueDiligenceInput()))).toBe(JSON.stringify(report));
  });

  it("marks every figure with lines of its table of sources, numbered as a reader meets them", () => {
    const marks = new Set(report.sources.map(({ mark }) => mark));
    expect([...marks]).toEqual(Array.from({ length: marks.size }, (_, index) => index + 1));
    for (const { id, marks: own } of report.figures) {
      expect(own.length, id).toBeGreaterThan(0);
      expect(
        own.every((mark) => marks.has(mark)),
        id,
      ).toBe(true);
    }
    expect(report.figures.length).toBeGreaterThan(90);
  });

  it("works out every figure again from the source that it names", () => {
    for (const { id, origin, value } of report.figures) {
      const traced = traceFigure(report, input.rows, id);
      if (origin.kind === "record") expect(value, id).toBe(recordValue(id, origin.record));
      else expect(traced?.recomputed, id).toEqual({ value, agrees: true });
    }
  });

  it("sums what the rows hold, counted here once more", () => {
    const sold = input.rows.invoices.filter(
      ({ direction, isVoid, day }) =>
        direction === "sale" && !isVoid && day > "2019-02-21" && day <= "2020-02-21",
    );
    const sales = sold.reduce((sum, { grossFen }) => sum + grossFen, 0n);
    expect(figureOf("sales.12m").value).toBe(String(sales));
    const inflow = input.rows.statement
      .filter(({ day, amountFen }) => day > "2019-02-21" && amountFen > 0n)
      .reduce((sum, { amountFen }) => sum + amountFen, 0n);
    expect(figureOf("receipts.12m").value).toBe(String(inflow));
  });

  it("says 异常 when the running balance of a statement breaks, and names the two lines", () => {
    expect(report.state).toBe("abnormal");
    expect(figureOf("statement.breaks").value).toBe("2");
    const rule = report.rules.find(({ id }) => id === "balance-breaks");
    expect(rule).toMatchObject({ outcome: "met", figure: "statement.breaks" });
    expect(traceFigure(report, input.rows, "statement.breaks")?.rows).toHaveLength(2);
  });

  it("sizes the working capital by the vector of the measures", () => {
    expect(formatFigure(figureOf("capital.need"))).toBe("4,021,111.11");
    expect(formatFigure(figureOf("capital.gap"))).toBe("1,221,111.11");
  });
});

describe("a report of which little is known", () => {
  const empty: EnterpriseRows = {
    invoices: [],
    statement: [],
    documents: [],
    assetDays: [],
    bills: [],
    readings: [],
    files: new Map(),
  };
  const kept = { ...input.kept, registry: null, loans: [], alerts: [], manual: [], opinions: [], bases: [] };
  const poor = writeDueDiligence({ ...input, kept, rows: empty });

  it("is complete, says what is missing, and takes no missing figure for a good one", () => {
    expect(poor.state).toBe("unknown");
    expect(poor.sections.map(({ id }) => id)).toEqual(report.sections.map(({ id }) => id));
    const unchecked = poor.rules.filter(({ outcome }) => outcome === "notChecked").map(({ id }) => id);
    expect(unchecked).toEqual(expect.arrayContaining(["sales-decline", "balance-breaks", "energy-decline"]));
    expect(JSON.stringify(poor.sections)).toContain("缺少时仍为完整报告");
  });

  it("prints", () => {
    const printed = printDueDiligence(poor, { standing: "草稿", sealed: null });
    expect(printed.blocks.at(-1)).toMatchObject({ kind: "sources" });
  });
});

describe("the bank's own words", () => {
  it("stand at the head of a section with figures in place of placeholders", () => {
    const { template } = input.kept;
    const sections = template.sections.map((section) =>
      section.id === "trade"
        ? { ...section, wording: "近十二个月开票{近十二个月销售}，详见下表。" }
        : section,
    );
    const own = writeDueDiligence({ ...input, kept: { ...input.kept, template: { ...template, sections } } });
    const trade = own.sections.find(({ id }) => id === "trade");
    expect(trade?.blocks[0]).toEqual({
      kind: "paragraph",
      text: ["近十二个月开票", { figure: "sales.12m" }, "，详见下表。"],
    });
  });
});

/** What the kept record says at the place that the figure names. */
function recordValue(id: string, record: { kind: string; id: string; path: string }): string | null {
  const { enterprise, evaluation, kept } = input;
  const grade = evaluation.model.grades.find((one) => one.grade === enterprise.grade);
  const ppm = (share: number | null | undefined): string | null =>
    share === null || share === undefined ? null : String(Math.round(share * 1e6));
  switch (record.kind) {
    case "loan":
      return String(Object.entries(kept.loans[0] ?? {}).find(([key]) => key === record.path)?.[1]);
    case "manual":
      return kept.manual[0]?.fields[record.path] ?? null;
    case "registry":
      return record.path === "sizeClass"
        ? "小型企业"
        : String(Object.entries(kept.registry ?? {}).find(([key]) => key === record.path)?.[1]);
    case "alert":
      return String(kept.alerts.filter(({ state }) => state !== "closed").length);
    case "indicator": {
      const value = enterprise.indicators.find((one) => one.id === record.id)?.value ?? null;
      const points = enterprise.points.find(({ indicator }) => indicator === record.id)?.points;
      if (record.path === "points") return String(Math.round(points ?? Number.NaN));
      return value === null ? null : String(Math.round(value * 1000));
    }
    case "parameter":
      return "异常";
    default: {
      const values: Record<string, string | null> = {
        score: String(Math.round(enterprise.score ?? Number.NaN)),
        pd: ppm(enterprise.pd),
        grade: enterprise.grade,
        name: enterprise.name,
        code: enterprise.code,
        asOf: evaluation.asOf,
        "grade.pdLow": ppm(grade?.pdLow),
        "grade.pdHigh": ppm(grade?.pdHigh),
        "quality.duplicates": String(enterprise.quality.duplicates),
        "quality.quarantined": String(enterprise.quality.quarantined),
        "quality.sealedEntries": String(enterprise.quality.sealedEntries),
      };
      const value = values[record.path];
      if (value === undefined) throw new Error(`${id} names ${record.kind} ${record.path}`);
      return value;
    }
  }
}

import { describe, expect, it } from "vitest";
import type { Evaluation } from "./evaluation.ts";
import { pageNamesOf } from "./page-name.ts";
import { buildEvaluation } from "./report-fixture.ts";
import { writeReport } from "./write-report.ts";

const evaluation = buildEvaluation(140);
const reportOf = (...request: Parameters<typeof writeReport>) => new Map(writeReport(...request));
const report = reportOf(evaluation);
const index = report.get("index.html") ?? "";
const page = report.get("enterprises/E130.html") ?? "";

describe("the report", () => {
  it("has an index and one page per enterprise, or the index alone", () => {
    expect(report.size).toBe(141);
    expect([...reportOf(evaluation, { details: false }).keys()]).toEqual(["index.html"]);
    expect(reportOf(evaluation, { details: false }).get("index.html")).not.toContain("enterprises/E1.html");
  });

  it("links every enterprise's page and its evidence by paths that exist", () => {
    for (const [, href] of index.matchAll(/href="(enterprises\/[^"]+)"/g)) {
      expect(report.has(href ?? "")).toBe(true);
    }
    expect(page).toContain('href="../../evidence/E130.json"');
    expect(page).toContain("touchstone verify evidence/E130.json --trust trust.json");
  });

  it("asks nothing of a network and no other file", () => {
    for (const content of [index, page]) {
      expect(content).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(content).not.toMatch(/<(link|img|iframe|script src)/);
      expect(content).toContain("default-src 'none'");
    }
  });

  it("says on every page what it is for, and that simulated data is simulated", () => {
    for (const content of report.values()) {
      expect(content).toContain("风险评价结果，仅供本行授信决策");
      expect(content).toContain("模拟数据");
    }
    const real = reportOf({ ...evaluation, simulated: false });
    expect(real.get("index.html")).not.toContain("模拟数据");
  });

  it("never lets text from outside become a tag or leave an attribute", () => {
    const attack = `"><script>alert(1)</script><b x='`;
    const hostile = hostileEvaluation(attack);
    for (const content of reportOf(hostile).values()) {
      expect(content).not.toContain("<script>alert");
      expect(content).not.toContain("<b x=");
    }
    expect([...reportOf(hostile).keys()].every((path) => /^[A-Za-z0-9_/-]+\.html$/.test(path))).toBe(true);
  });

  it("shows an evaluation without any enterprise, model or solver", () => {
    const empty: Evaluation = {
      ...buildEvaluation(0),
      enterprises: [],
      model: {
        scorecard: null,
        sample: { enterprises: 0, defaults: 0, badRate: 0 },
        auc: null,
        grades: [],
        centralTendency: [],
        scoreDistribution: [],
      },
    };
    const content = reportOf(empty).get("index.html") ?? "";
    expect(content).toContain("没有企业");
    expect(brokenFigure(content)).toBeNull();
  });

  it("shows no broken figure", () => {
    for (const content of report.values()) expect(brokenFigure(content)).toBeNull();
  });

  it("shows every money of the portfolio in 万元 with two decimals", () => {
    expect(index).toContain("10,000.00");
    expect(index).toContain("200.25");
  });

  it("draws the machines of an enterprise that has readings, and of no other", () => {
    const withMachine = report.get("enterprises/E50.html") ?? "";
    expect(withMachine).toContain("怎样运转");
    // Ten days of 600 minutes and more: 10.0 hours on the first, 1.5 idle, an alarm of 45 minutes on the sixth.
    expect(withMachine).toContain("2020-01-22\n运行 10.0\n空闲 1.5\n报警 0.0</title>");
    expect(withMachine).toContain("2020-01-25 法定节假日\n用电量 —</title>");
    expect(withMachine).not.toContain("手动");
    expect(report.get("enterprises/E51.html")).not.toContain("怎样运转");
  });

  it("writes 425 pages in half a second", () => {
    const large = buildEvaluation(425);
    reportOf(large);
    const from = process.cpuUsage();
    reportOf(large);
    const { user, system } = process.cpuUsage(from);
    // Processor time, not the clock: measured 0.3 s; the bound leaves room for a slower and shared machine.
    expect((user + system) / 1000).toBeLessThan(1_500);
  });
});

describe("the names of pages", () => {
  it("are the plain codes, and never a path, a device or the same name twice", () => {
    const codes = [
      "E1",
      "e1",
      "E2",
      "../../etc/passwd",
      "CON",
      "",
      "有限公司",
      "a".repeat(300),
      "E2.html",
      "-rf",
    ];
    const names = pageNamesOf(codes.map((code, number) => ({ id: `ent_${number}`, code })));
    const files = [...names.values()].map((name) => name.toLowerCase());
    expect(names.get("ent_2")).toBe("E2.html");
    expect(new Set(files).size).toBe(codes.length);
    for (const file of files) expect(file).toMatch(/^[a-z0-9][a-z0-9_-]*\.html$/);
  });
});

/** The first sign of a missing or impossible figure outside the scripts, with what stands around it. */
function brokenFigure(content: string): string | null {
  const visible = content.replace(/<script>[^]*?<\/script>/g, "");
  const found = visible.search(/NaN|undefined|>null<|"null"|Infinity|\[object/);
  return found < 0 ? null : visible.slice(Math.max(0, found - 60), found + 40);
}

/** The same document with hostile text in every string that can come from a file. */
function hostileEvaluation(attack: string): Evaluation {
  const small = buildEvaluation(3);
  return {
    ...small,
    dataset: attack,
    input: small.input.map((file) => ({ ...file, file: attack, layout: attack })),
    enterprises: small.enterprises.map((enterprise) => ({
      ...enterprise,
      id: `${enterprise.id}${attack}`,
      code: `${attack}${enterprise.code}`,
      name: attack,
      bankRating: attack,
      grade: attack,
      evidence: `evidence/${attack}.json`,
      reasons: [{ code: attack, zh: attack, en: attack, pointsLost: null }],
      points: enterprise.points.map((points) => ({ ...points, indicator: attack, bin: attack })),
      machines: [
        {
          asset: attack,
          days: [attack],
          holidays: [attack],
          minutes: { run: [1], manual: [0], idle: [0], alarm: [0] },
          energyWh: [null],
          producedCount: [1],
        },
      ],
      indicators: [{ id: attack, value: null, missingReason: attack }],
      series: { ...enterprise.series, months: enterprise.series.months.map(() => attack) },
    })),
    log: { ...small.log, origin: attack, root: attack },
  };
}

import { afterAll, describe, expect, it } from "vitest";
import { openPdfRenderer } from "#adapters/typst";
import { dataClasses } from "#consent";
import { operatingFactsOf, type OperatingSource } from "#operations";
import { printDueDiligence, traceFigure, writeDueDiligence } from "#report";
import { smallFactoryRows } from "../../profile/testing/small-factory.ts";
import { buildDueDiligenceInput } from "../../report/due-diligence/due-diligence-fixture.ts";
import { knowOperations } from "./know-operations.ts";

const renderer = await openPdfRenderer();
afterAll(() => renderer.close());

const rows = smallFactoryRows({ from: "2017-02-06", to: "2020-02-21", growth: 0.1 });
/** One enterprise, held in memory. */
const operations: Pick<OperatingSource, "loadOperations"> = {
  loadOperations: async function* ({ asOf, knownAt }) {
    await Promise.resolve();
    yield ["E1", operatingFactsOf(rows, asOf, knownAt)];
  },
};
const query = { enterpriseId: "E1", asOf: "2020-02-21", knownAt: 5 };
const all = new Set<string>(dataClasses);

describe("the report on what operating streams say", () => {
  const input = buildDueDiligenceInput();
  const made = async (classes: ReadonlySet<string> = all) => {
    const knowledge = await knowOperations(operations as OperatingSource, { ...query, dataClasses: classes });
    return writeDueDiligence({ ...input, knowledge });
  };

  it("has sections for the stage of life, people, chain, five flows, proxies, couplings and the portrait", async () => {
    const { sections } = await made();
    expect(sections.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["lifeStage", "people", "chain", "flows", "proxy", "coupling", "portrait"]),
    );
    const text = JSON.stringify(sections);
    for (const words of ["生命周期", "五流", "应收账款", "真实性等级", "最大客户占比", "相关系数"])
      expect(text).toContain(words);
  });

  it("prints none of them where there are no such streams", () => {
    const { sections } = writeDueDiligence(input);
    expect(sections.map(({ id }) => id)).not.toContain("proxy");
  });

  it("names the streams, their rows and the place of the log behind every figure", async () => {
    const report = await made();
    const figures = report.figures.filter(
      ({ origin }) => origin.kind === "record" && origin.record.kind === "operations",
    );
    expect(figures.length).toBeGreaterThan(60);
    const sources = new Map(report.sources.map((source) => [source.mark, source]));
    for (const { id, marks } of figures) {
      expect(marks, id).toHaveLength(1);
      const source = sources.get(marks[0] ?? 0);
      expect(source, id).toMatchObject({
        kind: "经营数据",
        evidence: expect.stringContaining("数据截止位置"),
      });
      expect(traceFigure(report, input.rows, id)?.figure.id).toBe(id);
    }
  });

  it("leaves out what may not be read", async () => {
    const report = await made(new Set(["machine", "evaluation"]));
    const ids = report.figures.map(({ id }) => id).filter((id) => id.startsWith("operating."));
    expect(ids).toContain("operating.proxy.fixedAssetsFen.value");
    expect(ids.filter((id) => id.includes("receivables") || id.includes("customers"))).toEqual([]);
  });

  it("is the same document and the same PDF, to the byte, when it is made again", async () => {
    const [first, second] = [await made(), await made()];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    const print = async (report: typeof first) =>
      await renderer.render(printDueDiligence(report, { standing: "草稿", sealed: null }));
    expect(Buffer.compare(await print(first), await print(second))).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { foreignKindsOf, rowOfForeignDocument } from "./foreign-document.ts";
import { streamNames } from "./facts.ts";

const document = {
  day: 20_600,
  number: "D-1",
  counterparty: "下游一厂",
  item: "增值税销售额",
  measure: "sales",
  action: "created",
  orderId: "",
  place: "",
  text: "A",
  quantityMilli: 1000,
  amountFen: 100n,
  dueDay: null,
  details: "",
};
/** Items and measures that say something of documents that have several. */
const telling: Readonly<Record<string, Partial<typeof document>>> = {
  stock: { measure: "closing" },
  statementLine: { item: "存货", measure: "closing" },
  taxCredit: { measure: "grade" },
};

describe("the kinds of documents of other sources", () => {
  it("are known by the stream in which such a document says something", () => {
    const kinds = foreignKindsOf(streamNames);
    expect(kinds).toHaveLength(11);
    for (const kind of kinds) {
      const [stream] = rowOfForeignDocument({ ...document, ...telling[kind], kind }) ?? [];
      expect(stream, kind).toBeDefined();
      expect(foreignKindsOf(stream === undefined ? [] : [stream]), kind).toContain(kind);
    }
    expect(foreignKindsOf(["loans"])).toEqual([]);
  });
});

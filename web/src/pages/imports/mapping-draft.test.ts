import { describe, expect, it } from "vitest";
import { draftFields, guessDraft, isComplete, mappedKinds, mappingOfDraft } from "./mapping-draft.ts";

describe("a mapping in the making", () => {
  const header = ["记账日期", "进账金额", "支出金额", "账户余额", "对方户名", "摘要"];

  it("begins with the likeliest columns, each once", () => {
    const draft = guessDraft("statements", header);
    expect(draft).toMatchObject({
      day: "记账日期",
      in: "进账金额",
      out: "支出金额",
      balance: "账户余额",
      counterparty: "对方户名",
      summary: "摘要",
    });
    expect(isComplete("statements", draft)).toBe(true);
  });

  it("is not complete while a column that is needed is not chosen", () => {
    for (const kind of mappedKinds) expect(isComplete(kind, guessDraft(kind, [])), kind).toBe(false);
  });

  it("says nothing of columns that the file does not have", () => {
    const mapping = mappingOfDraft("statements", guessDraft("statements", header), {
      id: "city-bank",
      name: "某行",
    });
    expect(mapping).toMatchObject({ id: "city-bank", account: {}, time: { column: "记账日期" } });
    expect(mapping).not.toHaveProperty("purpose");
  });

  it("shows a field of the amount only where its way of writing is chosen", () => {
    const draft = { ...guessDraft("statements", header), amountKind: "flagged" };
    expect(isComplete("statements", draft)).toBe(false);
    expect(draftFields.statements.some(({ key }) => key === "flag")).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import type { PaymentRow, Sighted } from "#operations";
import type { Contradiction } from "./contradiction.ts";
import { crossCheck } from "./cross-check.ts";
import { settleInvoices } from "./settle-invoices.ts";
import { factsOf, lastDay, type MadeEnterprise, makeEnterprise } from "./testing/made-enterprise.ts";

function foundIn(made: MadeEnterprise): readonly Contradiction[] {
  return crossCheck(factsOf(made), null).contradictions.filter(({ type }) => type === "invoicePayment");
}

function changePayments(
  made: MadeEnterprise,
  change: (payment: Sighted<PaymentRow>) => Sighted<PaymentRow> | null,
): void {
  made.rows.payments = made.rows.payments.flatMap((payment) => change(payment) ?? []);
}

describe("settleInvoices", () => {
  it("matches by number, then by counterparty and amount, then the oldest; money never comes from nowhere", () => {
    const made = makeEnterprise({ seed: "settle" });
    const random = createRandom("references");
    changePayments(made, (payment) => {
      const order = payment.reference.replace(/-i$/, "");
      return { ...payment, reference: ["", order, payment.reference][random.integer(3)] ?? "" };
    });
    const { invoices, payments } = settleInvoices(factsOf(made), "sale");
    const owed = invoices.filter(({ invoice }) => invoice.onDay <= lastDay - 61);
    expect(owed.length).toBeGreaterThan(60);
    expect(owed.filter(({ owedFen, paidFen }) => paidFen !== owedFen)).toEqual([]);
    const paidFen = invoices.reduce((sum, one) => sum + one.paidFen, 0);
    const cameFen = payments.reduce((sum, one) => sum + one.amountFen - one.unmatchedFen, 0);
    expect(paidFen).toBe(cameFen);
  });

  it("expects nothing for what a red invoice took back", () => {
    const made = makeEnterprise({ seed: "red" });
    const blue = made.rows.invoices.find(({ redOf }) => redOf === "");
    if (blue === undefined) throw new Error("no invoice");
    const grossFen = -blue.grossFen;
    made.rows.invoices.push({ ...blue, onDay: blue.onDay + 5, number: "red", redOf: blue.number, grossFen });
    const numbers = settleInvoices(factsOf(made), "sale").invoices.map(({ invoice }) => invoice.number);
    expect(numbers).not.toContain(blue.number);
  });
});

describe("invoices against payments", () => {
  it("says nothing of honest plants, nor of one whose account never showed all payments", () => {
    for (let index = 0; index < 20; index++) {
      expect(foundIn(makeEnterprise({ seed: `settled-${index}` }))).toEqual([]);
    }
    const made = makeEnterprise({ seed: "second-account" });
    const random = createRandom("account");
    changePayments(made, (payment) => (random.next() < 0.3 ? null : payment));
    expect(foundIn(made)).toEqual([]);
  });

  it("names invoices that customers stopped paying, with their numbers and the account", () => {
    const made = makeEnterprise({ seed: "unpaid" });
    const isOf = (counterparty: string): boolean => ["客户1", "客户2", "客户3"].includes(counterparty);
    changePayments(made, (payment) =>
      isOf(payment.counterparty) && payment.onDay > lastDay - 200 ? null : payment,
    );
    const found = foundIn(made);
    expect(found.map(({ message }) => message.en)).toEqual([expect.stringContaining("still unpaid")]);
    expect(found[0]?.suspicion).toBe("inconsistency");
    expect(found[0]?.strength).toBeGreaterThan(0.99);
    const [papers, account] = found[0]?.rows ?? [];
    expect(papers?.stream).toBe("invoices");
    const parties = new Map(made.rows.invoices.map(({ number, counterparty }) => [number, counterparty]));
    expect(papers?.numbers.length).toBeGreaterThan(4);
    expect(papers?.numbers.every((number) => isOf(parties.get(number) ?? ""))).toBe(true);
    expect(account).toMatchObject({ stream: "payments", asset: "1", toDay: lastDay });
  });

  it("does not call late what is only slow", () => {
    const made = makeEnterprise({ seed: "slow" });
    changePayments(made, (payment) => {
      const onDay = payment.onDay > lastDay - 250 ? payment.onDay + 45 : payment.onDay;
      return onDay > lastDay ? null : { ...payment, onDay };
    });
    expect(foundIn(made)).toEqual([]);
  });

  it("names amounts that do not meet, money without an invoice, and money of others", () => {
    const sentenceOf = (seed: string, change: Parameters<typeof changePayments>[1]): string[] => {
      const made = makeEnterprise({ seed });
      changePayments(made, (payment) => (payment.onDay > lastDay - 175 ? change(payment) : payment));
      return foundIn(made).map(({ message }) => message.zh);
    };
    const less = sentenceOf("less", (one) => ({ ...one, amountFen: (one.amountFen * 6n) / 10n }));
    expect(less).toEqual([expect.stringContaining("所付金额与票面不符")]);
    const bare = sentenceOf("bare", (one) => ({
      ...one,
      counterparty: "无票客户",
      reference: "",
    }));
    expect(bare).toContainEqual(expect.stringContaining("找不到对应的发票"));
    const other = sentenceOf("other", (one) => ({ ...one, counterparty: "某个人" }));
    expect(other).toEqual([expect.stringContaining("某个人")]);
  });
});

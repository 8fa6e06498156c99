import { formatWan } from "#kernel";
import type { LoanEvent, OrderEvent } from "#operations";
import { type Check, concluded, notComputable } from "../check.ts";
import { contradict } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { plainName } from "../invoice-book.ts";

const check = "loans";

/** Loans against what was agreed: who was paid, and how many banks lent on one order. */
export const checkLoans: Check = ({ facts, parameters }) => {
  if (facts.loans.length === 0) return notComputable(check, "noDocuments");
  const found = [
    ...swappedPayees(
      facts.loans,
      facts.masters.map(({ name }) => name),
    ),
    ...manyBanks(facts.loans, { orders: facts.orders, tolerance: parameters.orderTolerance }),
  ];
  return concluded(check, found, found.length);
};

/** Paid to somebody else than agreed; what goes to the borrower's own account is self-payment (自主支付), not a swap. */
function swappedPayees(loans: readonly LoanEvent[], ownNames: readonly string[]): Contradiction[] {
  const agreed = new Map<string, LoanEvent>();
  for (const event of loans) {
    if (event.kind === "granted" && event.payee !== "") agreed.set(event.loan, event);
  }
  return loans.flatMap((event) => {
    const granted = agreed.get(event.loan);
    if (event.kind !== "paidOut" || event.payee === "" || granted === undefined) return [];
    if ([granted.payee, ...ownNames].some((name) => isSameParty(name, event.payee))) return [];
    return [
      contradict({
        type: "payeeSwap",
        sentence: "payeeSwap",
        fromDay: event.onDay,
        toDay: event.onDay,
        chance: 0.001,
        figures: { loan: event.loan, expected: granted.payee, found: event.payee },
        rows: [
          { stream: "loans", asset: "", numbers: [event.loan], fromDay: granted.onDay, toDay: event.onDay },
        ],
      }),
    ];
  });
}

/** One name written in full and in short is one party. */
function isSameParty(left: string, right: string): boolean {
  const names = [plainName(left), plainName(right)].sort((one, other) => one.length - other.length);
  const [short = "", long = ""] = names;
  return short === long || (short.length >= 4 && long.startsWith(short));
}

/**
 * Loans of several banks that stand on one order at the same time and lend more than it is worth: banks that share an
 * order up to its amount do so knowingly.
 */
function manyBanks(
  loans: readonly LoanEvent[],
  { orders, tolerance }: { readonly orders: readonly OrderEvent[]; readonly tolerance: number },
): Contradiction[] {
  const amounts = new Map(orders.map(({ number, amountFen }) => [number, amountFen]));
  const ended = new Map(
    loans.filter(({ kind }) => kind === "settled").map(({ loan, onDay }) => [loan, onDay] as const),
  );
  const granted = loans.filter(({ kind, orderNumber }) => kind === "granted" && orderNumber !== "");
  return [...new Set(granted.map(({ orderNumber }) => orderNumber))].sort().flatMap((order) => {
    const amount = amounts.get(order) ?? null;
    const most = Number(amount ?? 0n) * (1 + tolerance);
    // A loan larger than the order is working capital that mentions it, not money lent on it.
    const own = granted.filter(
      ({ orderNumber, amountFen }) => orderNumber === order && Number(amountFen) <= most,
    );
    if (own.length < 2) return [];
    const last = own.at(-1) as LoanEvent;
    const standing = own.filter(({ loan }) => (ended.get(loan) ?? last.onDay + 1) > last.onDay);
    const banks = [...new Set(standing.map(({ bank }) => bank))];
    if (banks.length < 2) return [];
    const sum = standing.reduce((total, { amountFen }) => total + amountFen, 0n);
    if (Number(sum) <= most) return [];
    return [
      contradict({
        type: "multiBankBorrowing",
        sentence: "multiBankBorrowing",
        fromDay: standing[1]?.onDay ?? last.onDay,
        toDay: last.onDay,
        chance: 0.002,
        figures: {
          order,
          amount: formatWan(amount ?? 0n),
          found: banks.length,
          expected: 1,
          sum: formatWan(sum),
          banks: banks.join("、"),
        },
        rows: [
          {
            stream: "loans",
            asset: "",
            numbers: standing.map(({ loan }) => loan),
            fromDay: standing[0]?.onDay ?? last.onDay,
            toDay: last.onDay,
          },
        ],
      }),
    ];
  });
}

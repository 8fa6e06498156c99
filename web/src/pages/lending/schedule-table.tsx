import { formatExactMoney } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { LoanQuote, OwnLoanPage } from "./lending-api.ts";
import { amountOf } from "./parts.tsx";
import { text } from "./text.ts";

type Planned = LoanQuote["instalments"][number];
type Followed = OwnLoanPage["instalments"][number];

/** A repayment schedule; with what is paid where the loan runs. */
export function ScheduleTable({ instalments }: { readonly instalments: readonly (Planned | Followed)[] }) {
  const t = useText(text);
  const isFollowed = instalments.some((one) => "paidPrincipalFen" in one);
  const sum = (of: (one: Planned | Followed) => bigint) =>
    formatExactMoney(String(instalments.reduce((total, one) => total + of(one), 0n)));
  const paidOf = (one: Planned | Followed) =>
    "paidPrincipalFen" in one ? BigInt(one.paidPrincipalFen) + BigInt(one.paidInterestFen) : 0n;
  const dueOf = (one: Planned | Followed) => BigInt(one.principalFen) + BigInt(one.interestFen);
  return (
    <FigureTable<Planned | Followed>
      label={t("schedule")}
      isTall
      rows={instalments}
      rowKey={(one) => String(one.ordinal)}
      footer={[
        t("total"),
        "",
        sum((one) => BigInt(one.principalFen)),
        sum((one) => BigInt(one.interestFen)),
        sum(dueOf),
        ...(isFollowed ? [sum(paidOf)] : []),
      ]}
      columns={[
        { key: "ordinal", title: t("period"), render: (one) => one.ordinal },
        { key: "dueOn", title: t("dueOn"), render: (one) => <span className="figure">{one.dueOn}</span> },
        {
          key: "principal",
          title: t("principal"),
          isFigure: true,
          render: (one) => amountOf(one.principalFen),
        },
        { key: "interest", title: t("interest"), isFigure: true, render: (one) => amountOf(one.interestFen) },
        {
          key: "payment",
          title: t("instalment"),
          isFigure: true,
          render: (one) => formatExactMoney(String(dueOf(one))),
        },
        ...(isFollowed
          ? [
              {
                key: "paid",
                title: t("paidPart"),
                isFigure: true,
                render: (one: Planned | Followed) => amountOf(String(paidOf(one))),
              },
            ]
          : []),
      ]}
    />
  );
}

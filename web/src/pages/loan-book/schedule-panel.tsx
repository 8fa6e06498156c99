import { formatExactMoney } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { LoanDetail } from "./loan-book-api.ts";
import { text } from "./text.ts";

type Instalment = LoanDetail["schedules"][number]["instalments"][number];

/** The schedule in force, each instalment with how far it is paid. */
export function SchedulePanel({ detail }: { readonly detail: LoanDetail }) {
  const t = useText(text);
  const current = detail.schedules.at(-1);
  if (current === undefined) return null;
  const states = statesOf(current.instalments, detail);
  const sum = (field: "principalFen" | "interestFen") =>
    formatExactMoney(current.instalments.reduce((total, one) => total + BigInt(one[field]), 0n).toString());
  const { length: count } = detail.schedules;
  return (
    <Panel
      title={t("schedule")}
      note={t("scheduleVersions", { version: current.version, day: current.effectiveOn, count })}
    >
      <FigureTable
        label={t("schedule")}
        isTall
        rows={current.instalments}
        rowKey={({ instalment }) => String(instalment)}
        footer={[t("total"), "", sum("principalFen"), sum("interestFen"), ""]}
        columns={[
          { key: "no", title: t("instalment"), render: ({ instalment }) => instalment },
          { key: "due", title: t("dueDay"), render: ({ dueOn }) => dueOn },
          {
            key: "principal",
            title: t("principal"),
            isFigure: true,
            render: ({ principalFen }) => formatExactMoney(principalFen),
          },
          {
            key: "interest",
            title: t("interest"),
            isFigure: true,
            render: ({ interestFen }) => formatExactMoney(interestFen),
          },
          { key: "state", title: t("paidState"), render: (_row, index) => t(states[index] ?? "notDue") },
        ]}
      />
    </Panel>
  );
}

/** Receipts of the loan. */
export function RepaymentPanel({ repayments }: Pick<LoanDetail, "repayments">) {
  const t = useText(text);
  return (
    <Panel title={t("repayments")}>
      {repayments.length === 0 ? (
        <p className="soft">{t("noRepayments")}</p>
      ) : (
        <FigureTable
          label={t("repayments")}
          isTall
          rows={[...repayments].reverse()}
          rowKey={({ id }) => id}
          columns={[
            { key: "day", title: t("paidOn"), render: ({ paidOn }) => paidOn },
            {
              key: "principal",
              title: t("principal"),
              isFigure: true,
              render: ({ principalFen }) => formatExactMoney(principalFen),
            },
            {
              key: "interest",
              title: t("interest"),
              isFigure: true,
              render: ({ interestFen }) => formatExactMoney(interestFen),
            },
            {
              key: "penalty",
              title: t("penalty"),
              isFigure: true,
              render: ({ penaltyFen }) => formatExactMoney(penaltyFen),
            },
            { key: "id", title: t("receipt"), render: ({ id }) => <span translate="no">{id}</span> },
          ]}
        />
      )}
    </Panel>
  );
}

type InstalmentState = "paid" | "partly" | "late" | "notDue";

/** Receipts fill the oldest unpaid principal and interest first. */
function statesOf(instalments: readonly Instalment[], { repayments, listed }: LoanDetail): InstalmentState[] {
  const today = listed.day?.businessDate ?? "";
  let principal = repayments.reduce((sum, one) => sum + BigInt(one.principalFen), 0n);
  let interest = repayments.reduce((sum, one) => sum + BigInt(one.interestFen), 0n);
  return instalments.map(({ dueOn, principalFen, interestFen }) => {
    const before = principal > 0n || interest > 0n;
    principal -= BigInt(principalFen);
    interest -= BigInt(interestFen);
    if (principal >= 0n && interest >= 0n && before) return "paid";
    if (dueOn < today) return "late";
    return before && (principal > -BigInt(principalFen) || interest > -BigInt(interestFen))
      ? "partly"
      : "notDue";
  });
}

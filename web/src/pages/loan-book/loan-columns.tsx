import { Link } from "@tanstack/react-router";
import type { TableColumnType } from "antd";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatRate } from "../../figures/format-number.ts";
import { type Language, useLanguage, useText } from "../../i18n/language.tsx";
import { ClassMark } from "../../parts/class-mark.tsx";
import type { ListedLoan, LoanSearch } from "./loan-book-api.ts";
import { text } from "./text.ts";

/** The columns of the list of loans; the sorted one shows its direction. */
export function useLoanColumns(search: LoanSearch): TableColumnType<ListedLoan>[] {
  const t = useText(text);
  const { language } = useLanguage();
  const sorted = sorterOf(search);
  const unit = overviewUnit[language];
  return [
    {
      ...sorted("number"),
      title: t("number"),
      width: 138,
      fixed: "left",
      render: (_value, { loan }) => (
        <Link to="/loan-book/loans/$loanId" params={{ loanId: loan.id }} translate="no">
          {loan.number}
        </Link>
      ),
    },
    {
      ...sorted("borrower"),
      title: t("borrower"),
      width: 236,
      render: (_value, { loan }) => (
        <span className="borrower-cell" title={loan.borrowerName}>
          <span translate="no">{loan.borrowerName}</span>
          {loan.enterpriseId === null && <span className="unmatched-mark">{t("unmatched")}</span>}
        </span>
      ),
    },
    {
      key: "size",
      title: t("size"),
      width: language === "zh" ? 60 : 82,
      render: (_value, { loan }) => t(loan.sizeClass ?? "unknown"),
    },
    {
      ...sorted("balance"),
      title: `${t("balance")} (${unit})`,
      width: 116,
      align: "right",
      render: (_value, { loan }) => <span className="figure">{formatOverviewMoney(loan.balanceFen)}</span>,
    },
    {
      key: "rate",
      title: t("rate"),
      width: 72,
      align: "right",
      render: (_value, { loan }) => <span className="figure">{formatRate(loan.annualRatePpm)}</span>,
    },
    { ...sorted("dueOn"), title: t("dueOn"), width: 100, render: (_value, { loan }) => loan.dueOn },
    ...standingColumns(t, sorted, language),
  ];
}

/** Where the loan stands, and by whose class. */
function standingColumns(
  t: (key: keyof typeof text) => string,
  sorted: Sorter,
  language: Language,
): TableColumnType<ListedLoan>[] {
  const unit = overviewUnit[language];
  const isWide = language === "en";
  return [
    {
      ...sorted("daysPastDue"),
      title: t("daysPastDue"),
      width: 98,
      align: "right",
      render: (_value, { day }) => <span className="figure">{formatCount(day?.daysPastDue)}</span>,
    },
    {
      key: "overdue",
      title: `${t("overduePrincipal")} (${unit})`,
      width: 126,
      align: "right",
      render: (_value, { day }) => (
        <span className="figure">{formatOverviewMoney(day?.overduePrincipalFen ?? null)}</span>
      ),
    },
    {
      ...sorted("class"),
      title: t("ourClass"),
      width: isWide ? 150 : 122,
      render: (_value, { confirmed, proposed }) => (
        <span className="class-pair">
          <ClassMark value={confirmed} />
          {proposed !== null && (
            <>
              <span aria-hidden="true">→</span>
              <ClassMark value={proposed} isPending />
            </>
          )}
        </span>
      ),
    },
    {
      key: "bankClass",
      title: t("bankClass"),
      width: isWide ? 134 : 84,
      render: (_value, { bankClass }) => <ClassMark value={bankClass} />,
    },
    {
      key: "state",
      title: t("state"),
      width: isWide ? 104 : 66,
      render: (_value, { loan }) => t(loan.state),
    },
  ];
}

type Sorter = ReturnType<typeof sorterOf>;

function sorterOf(search: LoanSearch) {
  const sortOrder = search.direction === "descending" ? ("descend" as const) : ("ascend" as const);
  return (key: NonNullable<LoanSearch["sort"]>) => ({
    key,
    sorter: true,
    sortOrder: search.sort === key ? sortOrder : null,
  });
}

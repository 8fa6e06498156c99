import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatExactMoney } from "../../figures/format-money.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { formatParameter } from "../../figures/format-parameter.ts";
import { DayInput } from "../../parts/day-input.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { parametersQuery, type TrialBalance, trialBalanceQuery } from "./lending-api.ts";
import { amountOf, EntryTable, useName } from "./parts.tsx";
import { text } from "./text.ts";
import "./lending.css";

/** The general ledger: trial balance, entries, and the parameters behind the numbers. */
export function LedgerPage() {
  const t = useText(text);
  usePageTitle(t("ledger"));
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const query = useQuery(
    trialBalanceQuery({ ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) }),
  );
  const days = (
    <span className="loan-actions">
      <label>
        {t("from")} <DayInput size="small" value={from} onChange={setFrom} isClearable />
      </label>
      <label>
        {t("to")} <DayInput size="small" value={to} onChange={setTo} isClearable />
      </label>
    </span>
  );
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="lending">
      <h1>{t("ledger")}</h1>
      <Panel title={t("trialBalance")} actions={days}>
        {query.data === undefined ? <Waiting /> : <BalanceTable balance={query.data} />}
      </Panel>
      <Panel title={t("postings")} note={t("entriesNote")}>
        <EntryTable entries={query.data?.entries ?? []} />
      </Panel>
      <ParameterPanel />
    </div>
  );
}

function BalanceTable({ balance }: { readonly balance: TrialBalance }) {
  const t = useText(text);
  const name = useName();
  const { isBalanced, loansFen } = balance;
  return (
    <>
      <p className={isBalanced ? "soft" : "refusal"} role="status">
        {isBalanced ? `✓ ${t("isBalanced", { amount: formatExactMoney(loansFen) })}` : t("notBalanced")}
      </p>
      <FigureTable
        label={t("trialBalance")}
        rows={balance.accounts}
        rowKey={({ account }) => account}
        footer={[t("total"), "", formatExactMoney(balance.debitFen), formatExactMoney(balance.creditFen), ""]}
        columns={[
          { key: "account", title: t("account"), render: ({ account }) => name(account) },
          {
            key: "opening",
            title: t("opening"),
            isFigure: true,
            render: ({ openingFen }) => amountOf(openingFen),
          },
          { key: "debit", title: t("debit"), isFigure: true, render: ({ debitFen }) => amountOf(debitFen) },
          {
            key: "credit",
            title: t("credit"),
            isFigure: true,
            render: ({ creditFen }) => amountOf(creditFen),
          },
          {
            key: "closing",
            title: t("closing"),
            isFigure: true,
            render: ({ closingFen }) => formatExactMoney(closingFen),
          },
        ]}
      />
    </>
  );
}

function ParameterPanel() {
  const t = useText(text);
  const phrase = usePhrase();
  const name = useName();
  const { language } = useLanguage();
  const { data } = useQuery(parametersQuery);
  const shown = (value: string, unit: string) => {
    const parameter = formatParameter(value, unit, language);
    if (parameter.kind === "line") return `${parameter.value} ${parameter.unit}`;
    return authoritiesOf(value)
      .map(({ role, upToFen }) => t("upTo", { role: name(role), amount: formatExactMoney(upToFen) }))
      .join(language === "zh" ? "；" : "; ");
  };
  return (
    <Panel title={t("parameters")} note={t("parametersNote")}>
      <FigureTable
        label={t("parameters")}
        rows={data?.items ?? []}
        rowKey={({ id }) => id}
        columns={[
          { key: "what", title: t("parameters"), render: (one) => phrase(one) },
          { key: "value", title: t("value"), render: ({ value, unit }) => shown(value, unit) },
          {
            key: "origin",
            title: t("origin"),
            render: ({ origin }) => <span className="nowrap">{t(origin)}</span>,
          },
          { key: "from", title: t("from"), render: ({ effectiveFrom }) => effectiveFrom },
        ]}
      />
    </Panel>
  );
}

/** Up to which amount each role may approve: the only parameter that fits on no line. */
function authoritiesOf(value: string): readonly { readonly role: string; readonly upToFen: string }[] {
  return JSON.parse(value) as { role: string; upToFen: string }[];
}

import type { ReactNode } from "react";
import { formatOverviewMoney } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import type { Terms } from "./fund-api.ts";
import { text } from "./text.ts";

/** The terms of a version, as a list. */
export function TermsTable({ terms }: { readonly terms: Terms }) {
  const t = useText(text);
  const { ratioPpm, cumulativePpm } = terms;
  const cap = (fen: string | null): string => (fen === null ? t("none") : formatOverviewMoney(fen));
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t("ratios"),
      (["micro", "small", "medium", "large"] as const)
        .map((size) => `${t(size)} ${formatRate(ratioPpm[size])}`)
        .join(" · "),
    ],
    [
      t("stages"),
      (["specialMention", "substandard", "doubtful"] as const)
        .map((stage) => `${t(stage)} ${formatRate(cumulativePpm[stage])}`)
        .join(" · "),
    ],
    [t("startClass"), t(terms.startClass)],
    [t("retention"), formatRate(terms.bankRetentionPpm)],
    [t("stack"), formatRate(terms.stackCapPpm)],
    [t("average"), formatRate(terms.averageCapPpm)],
    [t("annualCap"), cap(terms.annualCapFen)],
    [t("bankCap"), cap(terms.bankCapFen)],
    [t("firmCap"), cap(terms.firmCapFen)],
    [t("warn"), formatRate(terms.warnPpm)],
    [t("trip"), formatRate(terms.tripPpm)],
    [t("refundDays"), terms.refundDays],
    [
      t("platforms"),
      <span key="platforms" translate="no">
        {terms.platforms.map(({ name }) => name).join("、") || "—"}
      </span>,
    ],
  ];
  return (
    <dl className="fact-list fact-list--wide">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

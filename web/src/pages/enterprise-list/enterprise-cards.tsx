import type { EnterpriseSummary } from "../../api/types.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatPercent, formatRate } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { DecisionMark, GradeMark } from "../../parts/marks.tsx";
import { EnterpriseLink } from "./columns.tsx";
import { text } from "./text.ts";

interface EnterpriseCardsProps {
  readonly evaluationId: string;
  readonly rows: readonly EnterpriseSummary[];
}

/** The list on a phone: two lines an enterprise. */
export function EnterpriseCards({ evaluationId, rows }: EnterpriseCardsProps) {
  return (
    <ul className="enterprise-cards">
      {rows.map((row) => (
        <li key={row.id}>
          <EnterpriseLink evaluationId={evaluationId} row={row} content={<CardContent row={row} />} />
        </li>
      ))}
    </ul>
  );
}

function CardContent({ row }: { readonly row: EnterpriseSummary }) {
  const t = useText(text);
  const { language } = useLanguage();
  return (
    <span className="enterprise-card">
      <span className="enterprise-card__name">
        <span className="soft">{row.code}</span> {row.name}
      </span>
      <GradeMark grade={row.grade} />
      <span className="enterprise-card__facts">
        <span>
          {t("score")} <b className="figure">{formatCount(row.score)}</b>
        </span>
        <span>
          {t("pd")} <b className="figure">{formatPercent(row.pd)}</b>
        </span>
        {row.decision === "granted" ? (
          <b className="figure">
            {formatOverviewMoney(row.amountFen)} {overviewUnit[language]} · {formatRate(row.annualRatePpm)}
          </b>
        ) : (
          <DecisionMark decision={row.decision} />
        )}
      </span>
    </span>
  );
}

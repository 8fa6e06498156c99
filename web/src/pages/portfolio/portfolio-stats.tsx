import type { Portfolio } from "../../api/types.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatBasisPoints, formatCount, formatPercent, formatRate } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { Stat } from "../../parts/panel.tsx";
import { text } from "./text.ts";

/** Granted, amount of budget, expected profit and loss, and what more budget would bring. */
export function PortfolioStats({ portfolio }: { readonly portfolio: Portfolio }) {
  const t = useText(text);
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  const shareOfAmount = (fen: string) => formatPercent(ratioOf(fen, portfolio.amountFen));
  return (
    <div>
      <dl className="stats">
        <Stat
          label={t("granted")}
          value={formatCount(portfolio.granted)}
          unit={t("households")}
          note={t("ofApplicants", { applicants: formatCount(portfolio.applicants) })}
        />
        <Stat
          label={t("amount")}
          value={formatOverviewMoney(portfolio.amountFen)}
          unit={unit}
          note={t("ofBudget", {
            budget: `${formatOverviewMoney(portfolio.budgetFen)} ${unit}`,
            share: formatPercent(ratioOf(portfolio.amountFen, portfolio.budgetFen), 1),
          })}
        />
        <Stat
          label={t("profit")}
          value={formatOverviewMoney(portfolio.expectedProfitFen)}
          unit={unit}
          note={t("profitShare", { share: shareOfAmount(portfolio.expectedProfitFen) })}
        />
        <Stat
          label={t("loss")}
          value={formatOverviewMoney(portfolio.expectedLossFen)}
          unit={unit}
          note={t("profitShare", { share: shareOfAmount(portfolio.expectedLossFen) })}
        />
        <Stat
          label={t("shadow")}
          value={formatRate(portfolio.shadowPricePpm)}
          {...(portfolio.shadowPricePpm === null
            ? {}
            : { unit: formatBasisPoints(portfolio.shadowPricePpm) })}
          note={portfolio.shadowPricePpm === 0 ? t("shadowSlack") : t("shadowNote")}
        />
        <Stat
          label={t("onePercent")}
          value={formatOverviewMoney(portfolio.profitOfOnePercentMoreBudgetFen)}
          unit={unit}
          note={t("onePercentNote")}
        />
      </dl>
      <SolverLine solver={portfolio.solver} />
    </div>
  );
}

function SolverLine({ solver }: { readonly solver: Portfolio["solver"] }) {
  const t = useText(text);
  if (solver === null) return null;
  const status = solver.status === "optimal" ? t("optimal") : solver.status;
  return (
    <p className="solver-line soft">
      {t("solver", { name: solver.name, status, gap: formatPercent(solver.relativeGap, 4) })}
    </p>
  );
}

/** For showing only: an amount beside another as a ratio. */
function ratioOf(partFen: string, wholeFen: string): number | null {
  const whole = BigInt(wholeFen);
  return whole === 0n ? null : Number((BigInt(partFen) * 1_000_000n) / whole) / 1e6;
}

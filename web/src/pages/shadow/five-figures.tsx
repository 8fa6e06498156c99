import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatDecimal, formatPercent } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { intervalText } from "./shares.tsx";
import { Stat } from "../../parts/panel.tsx";
import type { Comparison, Share } from "./shadow-api.ts";
import { text } from "./text.ts";

/** What a committee looks at first. */
export function FiveFigures({ comparison }: { readonly comparison: Comparison }) {
  const t = useText(text);
  const { language } = useLanguage();
  const { counts, agreement, warnings, overall } = comparison;
  const any = warnings.find(({ level }) => level === "yellow");
  const intervalOf = ({ low, high }: Share): string =>
    t("atMost", { low: formatPercent(low, 0), high: formatPercent(high, 0) });
  const { interval } = agreement;
  return (
    <dl className="stats">
      <Stat
        label={t("borrowers")}
        value={formatCount(counts.borrowers)}
        unit={t("households")}
        note={t("borrowersNote", {
          balance: formatOverviewMoney(counts.balanceFen),
          unit: overviewUnit[language],
          loans: counts.loans,
        })}
      />
      <Stat
        label={t("trouble", { count: counts.default })}
        value={formatCount(counts.trouble)}
        unit={t("ofTotal", { total: counts.borrowers })}
        note={intervalOf(overall.trouble)}
      />
      <Stat
        label={t("warned")}
        value={any?.warned.hits ?? "—"}
        unit={t("ofTotal", { total: any?.warned.total ?? 0 })}
        note={t("warnedNote", { lead: any?.medianLeadDays ?? "—", late: any?.late ?? 0 })}
      />
      <Stat
        label={t("falseAlerts")}
        value={any?.falseAlerts.hits ?? "—"}
        unit={t("ofTotal", { total: any?.falseAlerts.total ?? 0 })}
        note={any === undefined ? "" : intervalOf(any.falseAlerts)}
      />
      <Stat
        label={t("tau")}
        value={formatDecimal(agreement.tau, 2)}
        note={
          interval === null ? "" : t("tauNote", { interval: intervalText(interval), count: agreement.count })
        }
      />
    </dl>
  );
}

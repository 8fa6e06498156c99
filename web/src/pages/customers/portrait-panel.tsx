import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatRate } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { authenticityNames } from "../profile/names.ts";
import type { Portrait } from "./customers-api.ts";
import { SegmentChips } from "./marks.tsx";
import { text } from "./text.ts";

/** The figures of the newest edition, as of its day and as known then. */
export function PortraitPanel({ portrait }: { readonly portrait: Portrait }) {
  const t = useText(text);
  const phrase = usePhrase();
  const unit = phrase(overviewUnit);
  const { features, asOf, knownAt } = portrait;
  const money = (fen: string | null) => ({
    value: formatOverviewMoney(fen),
    ...(fen === null ? {} : { unit }),
  });
  return (
    <Panel
      title={t("portrait")}
      note={t("portraitNote", { asOf, knownAt: formatCount(knownAt) })}
      actions={<SegmentChips segment={portrait.segment} />}
    >
      <dl className="stats">
        <Stat label={t("sales", { unit })} value={formatOverviewMoney(features.salesFen)} />
        <Stat label={t("growth")} value={formatRate(features.salesGrowthPpm)} />
        <Stat label={t("orderGrowth")} value={formatRate(features.orderGrowthPpm)} />
        <Stat label={t("openOrders")} {...money(features.openOrdersFen)} />
        <Stat label={t("receivables")} {...money(features.receivablesFen)} />
        <Stat label={t("overdue")} {...money(features.overdueReceivablesFen)} />
        <Stat label={t("collection")} value={formatCount(features.collectionDays)} />
        <Stat label={t("cash")} {...money(features.cashFen)} />
        <Stat label={t("stock")} {...money(features.stockFen)} />
        <Stat label={t("utilisation")} value={formatRate(features.utilisationPpm)} />
        <Stat
          label={t("machines")}
          value={formatCount(features.machines)}
          note={t("ofThemNew", { count: formatCount(features.newMachines) })}
        />
        <Stat
          label={t("buyers")}
          value={formatCount(features.buyers)}
          note={t("largestBuyer", { share: formatRate(features.largestBuyerPpm) })}
        />
        <Stat label={t("headcount")} value={formatCount(features.headcount)} />
        <Stat label={t("observed")} value={formatCount(features.observedMonths)} />
        <Stat label={t("authenticity")} value={phrase(authenticityNames[portrait.authenticity])} />
        <Stat label={t("openAlerts")} value={formatCount(portrait.alerts.length)} />
      </dl>
    </Panel>
  );
}

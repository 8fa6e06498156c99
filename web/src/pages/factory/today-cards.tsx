import type { ReactNode } from "react";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatDecimal, formatPercent } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import type { Flows } from "../profile/profile-api.ts";
import { text } from "./text.ts";
import { lateOrders, type Today } from "./today.ts";

/** Differences smaller than this are told as none. */
const noticeable = 0.03;

/** Machines, output, electricity, orders and money, a card each, in sentences. */
export function TodayCards({ today, open }: { readonly today: Today; readonly open: Flows | null }) {
  const t = useText(text);
  const { machines, goodCount, goodCountBefore, scrapCount, runHours } = today;
  return (
    <div className="factory__cards">
      <Card title={t("machinesTitle")} main={t("machinesRunning", machines)}>
        <p>{t("runHours", { hours: formatDecimal(runHours, 0) })}</p>
        {machines.all > machines.known && (
          <p className="factory__warning">{t("machinesSilent", { count: machines.all - machines.known })}</p>
        )}
      </Card>
      <Card title={t("outputTitle")} main={t("output", { count: formatCount(goodCount) })}>
        <Comparison now={goodCount} before={goodCountBefore} words={weekWords} />
        {scrapCount > 0 && <p>{t("scrapped", { count: formatCount(scrapCount) })}</p>}
      </Card>
      <EnergyCard today={today} />
      <OrderCard today={today} open={open} />
      <CashCard cash={today.cash} />
    </div>
  );
}

function Card({
  title,
  main,
  children,
}: {
  readonly title: string;
  readonly main: string;
  readonly children?: ReactNode;
}) {
  return (
    <section className="factory__card" aria-label={title}>
      <h2>{title}</h2>
      <p className="factory__main">{main}</p>
      {children}
    </section>
  );
}

const weekWords = { more: "more", less: "less", same: "same" } as const;
const yearWords = { more: "moreYear", less: "lessYear", same: "sameYear" } as const;

function Comparison({
  now,
  before,
  words,
}: {
  readonly now: number;
  readonly before: number | null;
  readonly words: typeof weekWords | typeof yearWords;
}) {
  const t = useText(text);
  if (before === null || before === 0) return null;
  const change = now / before - 1;
  const key = Math.abs(change) < noticeable ? words.same : change > 0 ? words.more : words.less;
  return <p>{t(key, { share: formatPercent(Math.abs(change), 0) })}</p>;
}

function EnergyCard({ today }: { readonly today: Today }) {
  const t = useText(text);
  const { wattHours, wattHoursBefore, wattHoursLastYear, goodCount } = today;
  if (wattHours === null) return null;
  const kwh = wattHours / 1000;
  return (
    <Card title={t("energyTitle")} main={t("energy", { kwh: formatCount(Math.round(kwh)) })}>
      <Comparison now={wattHours} before={wattHoursBefore} words={weekWords} />
      <Comparison now={wattHours} before={wattHoursLastYear} words={yearWords} />
      {goodCount > 0 && <p>{t("perPart", { kwh: formatDecimal(kwh / goodCount, 2) })}</p>}
    </Card>
  );
}

function OrderCard({ today, open }: { readonly today: Today; readonly open: Flows | null }) {
  const t = useText(text);
  const { language } = useLanguage();
  const { placed } = today;
  const late = open === null ? 0 : lateOrders(open).length;
  return (
    <Card
      title={t("ordersTitle")}
      main={t("openOrders", { count: open === null ? "…" : formatCount(open.total) })}
    >
      {open !== null && open.total > 0 && (
        <p className={late > 0 ? "factory__warning" : undefined}>
          {late > 0 ? t("lateOrders", { count: late }) : t("noneLate")}
        </p>
      )}
      <p>
        {t("ordersIn", {
          count: placed.orders,
          amount: formatOverviewMoney(placed.amountFen),
          unit: overviewUnit[language],
        })}
      </p>
    </Card>
  );
}

function CashCard({ cash }: Pick<Today, "cash">) {
  const t = useText(text);
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  if (cash.balanceFen === null) return <Card title={t("cashTitle")} main={t("noCash")} />;
  return (
    <Card title={t("cashTitle")} main={t("cash", { amount: formatOverviewMoney(cash.balanceFen), unit })}>
      <p>
        {t("cashMoves", {
          in: formatOverviewMoney(cash.inFen),
          out: formatOverviewMoney(cash.outFen),
          unit,
        })}
      </p>
    </Card>
  );
}

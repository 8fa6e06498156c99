import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatDecimal, formatMagnitude, formatRate } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { conversionNames, goodsForms, machineStates } from "./names.ts";
import type { Twin } from "./profile-api.ts";
import { twinText } from "./twin-text.ts";

/** Machines with state, place, hours, value and what lies on them. */
export function MachineTable({ machines }: Pick<Twin, "machines">) {
  const t = useText(twinText);
  const phrase = usePhrase();
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  return (
    <FigureTable
      label={t("machines")}
      isTall
      rows={machines}
      rowKey={({ asset }) => asset}
      columns={[
        {
          key: "machine",
          title: t("machine"),
          render: ({ asset, name }) => (
            <>
              <span translate="no">{name === "" ? asset : name}</span>
              {name !== "" && (
                <div className="soft" translate="no">
                  {asset}
                </div>
              )}
            </>
          ),
        },
        { key: "place", title: t("place"), render: ({ workCentre }) => workCentre || "—" },
        {
          key: "state",
          title: t("state"),
          render: ({ state, runMinutes }) => (
            <>
              {phrase(machineStates[state])}
              {runMinutes > 0 && (
                <div className="soft">{t("hours", { hours: formatDecimal(runMinutes / 60, 1) })}</div>
              )}
            </>
          ),
        },
        {
          key: "total",
          title: t("totalHours"),
          isFigure: true,
          render: ({ runMinutesSinceService }) => formatCount(Math.round(runMinutesSinceService / 60)),
        },
        {
          key: "net",
          title: `${t("net")} (${unit})`,
          isFigure: true,
          render: ({ netFen, grossFen }) => (
            <>
              {formatOverviewMoney(netFen)}
              <div className="soft">
                {t("gross")} {formatOverviewMoney(grossFen)}
              </div>
            </>
          ),
        },
        {
          key: "encumbrance",
          title: t("encumbrance"),
          render: ({ encumbrance, pledgedTo }) =>
            encumbrance === "" && pledgedTo.length === 0
              ? t("free")
              : [encumbrance, ...pledgedTo].filter((part) => part !== "").join(" · "),
        },
        { key: "seen", title: t("seen"), render: ({ lastSeenOn }) => lastSeenOn ?? "—" },
      ]}
    />
  );
}

/** Goods by form, item and place, with quantity, value and how they are known. */
export function GoodsTable({ goods }: Pick<Twin, "goods">) {
  const t = useText(twinText);
  const phrase = usePhrase();
  const { language } = useLanguage();
  return (
    <FigureTable
      label={t("goods")}
      isTall
      rows={goods}
      rowKey={({ form, item, place }) => `${form} ${item} ${place}`}
      columns={[
        { key: "form", title: t("form"), render: ({ form }) => phrase(goodsForms[form]) },
        { key: "item", title: t("item"), render: ({ item }) => <span translate="no">{item || "—"}</span> },
        { key: "place", title: t("place"), render: ({ place }) => place || "—" },
        {
          key: "quantity",
          title: t("quantity"),
          isFigure: true,
          render: ({ quantityMilli }) => formatMagnitude(quantityMilli / 1000),
        },
        {
          key: "value",
          title: `${t("value")} (${overviewUnit[language]})`,
          isFigure: true,
          render: ({ valueFen }) => formatOverviewMoney(valueFen),
        },
        { key: "space", title: t("space"), isFigure: true, render: ({ spacePpm }) => formatRate(spacePpm) },
        {
          key: "basis",
          title: t("basis"),
          render: ({ basis, countedOn }) =>
            basis === "counted"
              ? t("counted")
              : countedOn === null
                ? t("carriedNever")
                : t("carried", { day: countedOn }),
        },
      ]}
    />
  );
}

/** What changed form or place, newest first. */
export function ConversionTable({ conversions }: Pick<Twin, "conversions">) {
  const t = useText(twinText);
  const phrase = usePhrase();
  const { language } = useLanguage();
  return (
    <FigureTable
      label={t("conversions")}
      isTall
      rows={conversions}
      rowKey={(_, index) => String(index)}
      columns={[
        { key: "day", title: t("day"), render: ({ day }) => day },
        { key: "kind", title: t("kind"), render: ({ kind }) => phrase(conversionNames[kind]) },
        { key: "item", title: t("item"), render: ({ item }) => <span translate="no">{item}</span> },
        {
          key: "form",
          title: t("form"),
          render: ({ fromForm, toForm }) => `${phrase(goodsForms[fromForm])} → ${phrase(goodsForms[toForm])}`,
        },
        { key: "place", title: t("place"), render: ({ place }) => place || "—" },
        {
          key: "quantity",
          title: t("quantity"),
          isFigure: true,
          render: ({ quantityMilli }) => formatMagnitude(quantityMilli / 1000),
        },
        {
          key: "value",
          title: `${t("value")} (${overviewUnit[language]})`,
          isFigure: true,
          render: ({ valueFen }) => formatOverviewMoney(valueFen),
        },
      ]}
    />
  );
}

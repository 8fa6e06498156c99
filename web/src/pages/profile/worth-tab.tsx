import { formatOverviewMoney, moneyForChart, overviewUnit } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { SourcedFigure } from "../enterprise/figure-source.tsx";
import type { EnterpriseProfile, ProxyEstimate } from "./profile-api.ts";
import { worthText } from "./worth-text.ts";

/** What it owns and owes by its operating data, beside what it declares; and what that makes it worth. */
export function WorthTab({ profile }: { readonly profile: EnterpriseProfile }) {
  const t = useText(worthText);
  if (profile.proxy.length === 0) {
    return (
      <Panel title={t("proxy")}>
        <p className="soft">{t("noProxy")}</p>
      </Panel>
    );
  }
  return (
    <div className="panels">
      <div className="span-12">
        <ProxyChart profile={profile} />
      </div>
      <div className="span-12">
        <Panel title={t("proxyReasons")}>
          <ProxyTable profile={profile} />
        </Panel>
      </div>
      <div className="span-12">
        <ValuationPanel valuation={profile.valuation} />
      </div>
    </div>
  );
}

function ProxyChart({ profile }: { readonly profile: EnterpriseProfile }) {
  const { proxy } = profile;
  const t = useText(worthText);
  const phrase = usePhrase();
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  return (
    <ChartPanel
      title={t("proxy")}
      note={t("proxyNote")}
      height={300}
      isRich
      option={(palette) => ({
        ...chartFrame(palette),
        grid: plotGrid,
        xAxis: categoryAxis(
          palette,
          proxy.map(({ name }) => phrase(name)),
        ),
        yAxis: valueAxis(palette, unit),
        series: [
          {
            type: "bar",
            name: t("estimate"),
            barMaxWidth: 34,
            data: proxy.map(({ valueFen }) => moneyForChart(valueFen)),
            itemStyle: { color: palette.gain },
          },
          {
            type: "bar",
            name: t("declared"),
            barMaxWidth: 34,
            data: proxy.map(({ declaredFen }) => (declaredFen === null ? null : moneyForChart(declaredFen))),
            itemStyle: { color: palette.quiet },
          },
          {
            type: "custom",
            name: t("interval"),
            // Over the bars: the lower half of the interval lies inside them.
            z: 4,
            itemStyle: { color: palette.ink },
            encode: { x: 0, y: [1, 2] },
            data: proxy.map(({ lowFen, highFen }, index) => [
              index,
              moneyForChart(lowFen),
              moneyForChart(highFen),
            ]),
            renderItem: (_, api) => {
              const size = api.size?.([1, 0]);
              const band = Array.isArray(size) ? (size[0] ?? 0) : 0;
              const [x = 0, top = 0] = api.coord([api.value(0), api.value(2)]);
              const [, bottom = 0] = api.coord([api.value(0), api.value(1)]);
              const centre = x - Math.min(17, band / 6) - 2;
              const line = (x1: number, y1: number, x2: number, y2: number) => ({
                type: "line" as const,
                shape: { x1, y1, x2, y2 },
                style: { stroke: palette.ink, lineWidth: 1.5 },
              });
              return {
                type: "group",
                children: [
                  line(centre, top, centre, bottom),
                  line(centre - 6, top, centre + 6, top),
                  line(centre - 6, bottom, centre + 6, bottom),
                ],
              };
            },
          },
        ],
      })}
      table={<ProxyTable profile={profile} />}
    />
  );
}

function ProxyTable({ profile: { proxy, asOf } }: { readonly profile: EnterpriseProfile }) {
  const t = useText(worthText);
  const phrase = usePhrase();
  const { language } = useLanguage();
  const money = `(${overviewUnit[language]})`;
  return (
    <FigureTable
      label={t("proxy")}
      rows={proxy}
      rowKey={({ item }) => item}
      columns={[
        { key: "item", title: t("item"), render: ({ name }) => phrase(name) },
        {
          key: "estimate",
          title: `${t("estimate")} ${money}`,
          isFigure: true,
          render: ({ name, streams, valueFen }) => (
            <SourcedFigure
              figure={{ kind: "streams", streams, asOf }}
              name={phrase(name)}
              value={formatOverviewMoney(valueFen)}
            />
          ),
        },
        {
          key: "interval",
          title: `${t("interval")} ${money}`,
          isFigure: true,
          render: ({ lowFen, highFen }) => `${formatOverviewMoney(lowFen)} – ${formatOverviewMoney(highFen)}`,
        },
        {
          key: "declared",
          title: `${t("declared")} ${money}`,
          isFigure: true,
          render: ({ declaredFen, declaredFor }) =>
            declaredFen === null ? (
              <span className="soft">{t("notDeclared")}</span>
            ) : (
              <>
                {formatOverviewMoney(declaredFen)}
                <div className="soft">{declaredFor}</div>
              </>
            ),
        },
        {
          key: "gap",
          title: t("gap"),
          render: (one) => (
            <div className="profile__words">
              <Gap estimate={one} />
            </div>
          ),
        },
        {
          key: "method",
          title: t("method"),
          render: ({ method }) => <div className="profile__words">{phrase(method)}</div>,
        },
      ]}
    />
  );
}

function Gap({ estimate }: { readonly estimate: ProxyEstimate }) {
  const t = useText(worthText);
  const phrase = usePhrase();
  const { declaredFen, gapReasons } = estimate;
  if (declaredFen === null) return <>—</>;
  if (gapReasons.length === 0) return <>{t("agrees")}</>;
  return (
    <ul className="profile__reasons">
      {gapReasons.map((reason) => (
        <li key={reason.zh}>{phrase(reason)}</li>
      ))}
    </ul>
  );
}

function ValuationPanel({ valuation }: Pick<EnterpriseProfile, "valuation">) {
  const t = useText(worthText);
  const phrase = usePhrase();
  const { language } = useLanguage();
  const unit = overviewUnit[language];
  const rows = (["byEarnings", "byAssets", "enterpriseValue", "limit"] as const).map((key) => ({
    key,
    value: valuation[key],
  }));
  const { backTest } = valuation;
  return (
    <Panel
      title={t("valuation")}
      note={
        backTest === null
          ? t("noBackTest")
          : t("backTest", {
              at: backTest.at,
              forecast: formatOverviewMoney(backTest.forecastFen),
              realised: formatOverviewMoney(backTest.realisedFen),
              unit,
              error: formatRate(backTest.errorPpm),
              within: t(backTest.isWithin ? "within" : "outside"),
            })
      }
    >
      <FigureTable
        label={t("valuation")}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: "item", title: t("item"), render: ({ key }) => t(key) },
          {
            key: "value",
            title: `${t("estimate")} (${unit})`,
            isFigure: true,
            render: ({ value }) => formatOverviewMoney(value?.valueFen ?? null),
          },
          {
            key: "interval",
            title: `${t("interval")} (${unit})`,
            isFigure: true,
            render: ({ value }) =>
              value === null
                ? "—"
                : `${formatOverviewMoney(value.lowFen)} – ${formatOverviewMoney(value.highFen)}`,
          },
          {
            key: "method",
            title: t("method"),
            render: ({ value }) => (
              <div className="profile__words">{value === null ? t("noValue") : phrase(value.method)}</div>
            ),
          },
        ]}
      />
    </Panel>
  );
}

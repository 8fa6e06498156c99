import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatMagnitude, formatPercent, formatRate } from "../../figures/format-number.ts";
import { type Language, useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Nothing } from "../../parts/states.tsx";
import { EvidenceMark } from "../enterprise/evidence-mark.tsx";
import { SourcedFigure } from "../enterprise/figure-source.tsx";
import { groupNames, stageNames } from "./names.ts";
import type { EnterpriseProfile, ProfileItem } from "./profile-api.ts";
import { text } from "./text.ts";

/** The five groups of the portrait and the traditional four, each item with its source, time, grade and confidence. */
export function ProfileGroups({ profile }: { readonly profile: EnterpriseProfile }) {
  const t = useText(text);
  const phrase = usePhrase();
  if (profile.known === 0) return <Nothing title={t("noData")} next={t("noDataNext")} />;
  return (
    <div className="panels">
      {profile.groups.map(({ group, items }) => (
        <div key={group} className="span-6">
          <Panel title={phrase(groupNames[group])}>
            <ItemTable label={phrase(groupNames[group])} items={items} asOf={profile.asOf} />
          </Panel>
        </div>
      ))}
      <div className="span-6">
        <StagePanel lifeStage={profile.lifeStage} />
      </div>
    </div>
  );
}

function ItemTable({
  label,
  items,
  asOf,
}: {
  readonly label: string;
  readonly items: readonly ProfileItem[];
  readonly asOf: string;
}) {
  const t = useText(text);
  const phrase = usePhrase();
  const { language } = useLanguage();
  return (
    <FigureTable
      label={label}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { key: "item", title: t("item"), render: ({ name }) => phrase(name) },
        {
          key: "value",
          title: t("value"),
          isFigure: true,
          render: (item) => (
            <>
              {item.value === null ? (
                <span className="soft">{item.reasonText === null ? "—" : phrase(item.reasonText)}</span>
              ) : (
                <SourcedFigure
                  figure={{ kind: "streams", streams: item.streams, asOf }}
                  name={phrase(item.name)}
                  value={formatItem(item, item.value, language)}
                />
              )}
              {item.low !== null && item.high !== null && (
                <div className="soft profile__range">
                  {formatItem(item, item.low, language)} – {formatItem(item, item.high, language)}
                </div>
              )}
            </>
          ),
        },
        {
          key: "source",
          title: t("source"),
          render: ({ evidence }) => (evidence === null ? "—" : <EvidenceMark evidence={evidence} />),
        },
        {
          key: "freshness",
          title: t("freshness"),
          render: ({ asOf, freshnessDays }) =>
            asOf === null ? (
              "—"
            ) : (
              <span title={asOf}>
                {freshnessDays === 0 ? t("sameDay") : t("daysAgo", { days: freshnessDays ?? 0 })}
              </span>
            ),
        },
        {
          key: "grade",
          title: t("itemGrade"),
          render: ({ grade, confidence }) =>
            grade === null ? "—" : `${grade} · ${formatPercent(confidence, 0)}`,
        },
      ]}
    />
  );
}

/** An item's value or bound in its unit. */
function formatItem({ unit }: ProfileItem, value: string, language: Language): string {
  switch (unit) {
    case "fen":
      return `${formatOverviewMoney(value)} ${overviewUnit[language]}`;
    case "ppm":
      return formatRate(Number(value));
    case "count":
      return formatCount(Number(value));
    case "wattHours":
      return `${formatMagnitude(Number(value) / 1000)} kWh`;
    case "text":
    case "score":
      return value;
    case "days":
    case "hours":
    case "months":
      return `${formatMagnitude(Number(value))} ${unitNames[unit][language]}`;
  }
}

const unitNames = {
  days: { zh: "天", en: "days" },
  hours: { zh: "小时", en: "h" },
  months: { zh: "个月", en: "months" },
} as const;

function StagePanel({ lifeStage }: Pick<EnterpriseProfile, "lifeStage">) {
  const t = useText(text);
  const phrase = usePhrase();
  if (lifeStage === null) {
    return (
      <Panel title={t("stage")}>
        <p className="soft">{t("stageUnknown")}</p>
      </Panel>
    );
  }
  return (
    <Panel
      title={t("stage")}
      note={`${phrase(stageNames[lifeStage.stage])} · ${t("confidence", { share: formatPercent(lifeStage.confidence, 0) })}`}
    >
      <h3 className="profile__small">{t("stageReasons")}</h3>
      <ul className="profile__reasons">
        {lifeStage.reasons.map(({ code, text: reason }) => (
          <li key={code}>{phrase(reason)}</li>
        ))}
      </ul>
      <FigureTable
        label={t("stageHistory")}
        rows={lifeStage.history}
        rowKey={({ from }) => from}
        columns={[
          { key: "from", title: t("from"), render: ({ from }) => from },
          { key: "stage", title: t("stage"), render: ({ stage }) => phrase(stageNames[stage]) },
          {
            key: "confidence",
            title: t("confidence", { share: "" }).trim(),
            isFigure: true,
            render: ({ confidence }) => formatPercent(confidence, 0),
          },
        ]}
      />
    </Panel>
  );
}

import { Button } from "antd";
import { useState } from "react";
import type { EvaluatedEnterprise } from "../../api/types.ts";
import { overviewUnit } from "../../figures/format-money.ts";
import { formatDecimal, formatMagnitude, formatSignedPoints } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { groupNames, text as indicatorText, unitNames } from "../../parts/indicator-text.ts";
import { IndicatorTerm, useIndicators, useMissingReason } from "../../parts/indicator-term.tsx";
import { Panel } from "../../parts/panel.tsx";
import { SourcedFigure } from "./figure-source.tsx";
import { BinLabel } from "./points-waterfall.tsx";
import { text } from "./text.ts";

type Shown = EvaluatedEnterprise["indicators"][number];

/** Every indicator with its value, or the reason why there is none. */
export function IndicatorTable({
  enterprise,
  asOf,
}: {
  readonly enterprise: EvaluatedEnterprise;
  readonly asOf: string;
}) {
  const t = useText(text);
  const [isMissingShown, setIsMissingShown] = useState(false);
  const missing = enterprise.indicators.filter((item) => item.value === null);
  const present = cardFirst(enterprise);
  const rows = isMissingShown ? [...present, ...missing] : present;
  const toggle = missing.length > 0 && (
    <Button size="small" onClick={() => setIsMissingShown(!isMissingShown)}>
      {isMissingShown ? t("hideMissing") : t("showMissing", { count: missing.length })}
    </Button>
  );
  return (
    <Panel
      title={t("indicators")}
      note={t("indicatorsNote", { present: present.length, missing: missing.length })}
      actions={toggle}
    >
      <Rows rows={rows} points={enterprise.points} asOf={asOf} />
    </Panel>
  );
}

/** Indicators with a value: those on the card first, then the others in the catalogue's order. */
function cardFirst({ indicators, points }: EvaluatedEnterprise): Shown[] {
  const onCard = new Set(points.map((item) => item.indicator));
  const present = indicators.filter((item) => item.value !== null);
  return [
    ...present.filter((item) => onCard.has(item.id)),
    ...present.filter((item) => !onCard.has(item.id)),
  ];
}

interface RowsProps {
  readonly rows: readonly Shown[];
  readonly points: EvaluatedEnterprise["points"];
  readonly asOf: string;
}

function Rows({ rows, points, asOf }: RowsProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const find = useIndicators();
  const pointsOf = (id: string) => points.find((item) => item.indicator === id);
  const groupOf = (id: string) => groupNames[find(id)?.group ?? ""] ?? indicatorText.otherGroup;
  const unitOf = (id: string) => {
    const unit = find(id)?.unit ?? "";
    return unitNames[unit] ?? { zh: unit, en: unit };
  };
  const whyMissing = useMissingReason();
  return (
    <FigureTable
      label={t("indicators")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "indicator", title: t("indicator"), render: (row) => <IndicatorTerm id={row.id} /> },
        {
          key: "group",
          title: t("group"),
          render: (row) => <span className="soft">{phrase(groupOf(row.id))}</span>,
        },
        {
          key: "value",
          title: t("value"),
          isFigure: true,
          render: (row) =>
            row.value === null ? (
              <span className="soft missing-value">
                {t("missing", { reason: whyMissing(row.missingReason) })}
              </span>
            ) : (
              <SourcedFigure
                figure={{ kind: "indicator", id: row.id, asOf }}
                name={phrase(find(row.id) ?? { zh: row.id, en: row.id })}
                value={formatMagnitude(row.value)}
              />
            ),
        },
        {
          key: "unit",
          title: t("unit"),
          render: (row) => (
            <span className="soft">
              {phrase(unitOf(row.id))}
              <Unlogged value={row.value} unit={find(row.id)?.unit} />
            </span>
          ),
        },
        {
          key: "bin",
          title: t("bin"),
          isFigure: true,
          render: (row) => {
            const own = pointsOf(row.id);
            return own === undefined ? <span className="soft">—</span> : <BinLabel label={own.bin} />;
          },
        },
        {
          key: "points",
          title: t("against"),
          isFigure: true,
          render: (row) => {
            const own = pointsOf(row.id);
            return own === undefined ? (
              <span className="soft">—</span>
            ) : (
              formatSignedPoints(own.points - own.neutralPoints)
            );
          },
        },
      ]}
    />
  );
}

/** What a logarithm stands for: amounts in 万元, or a count. */
function Unlogged({ value, unit }: { readonly value: number | null; readonly unit: string | undefined }) {
  const { language } = useLanguage();
  if (value === null || (unit !== "log10 CNY" && unit !== "log10 count")) return null;
  const amount = 10 ** value;
  const shown =
    unit === "log10 CNY"
      ? `${formatDecimal(amount / 10_000, 2)} ${overviewUnit[language]}`
      : formatMagnitude(amount);
  return <span className="figure"> ≈ {shown}</span>;
}

import { Button, Input } from "antd";
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

/** From so many indicators on, only the families that the reader opens or searches in are unfolded. */
const mostUnfolded = 60;

/** Every indicator with its value, or the reason why there is none, by family; a search looks in names and ids. */
export function IndicatorTable({
  enterprise,
  asOf,
}: {
  readonly enterprise: EvaluatedEnterprise;
  readonly asOf: string;
}) {
  const t = useText(text);
  const phrase = usePhrase();
  const find = useIndicators();
  const [isMissingShown, setIsMissingShown] = useState(false);
  const [wanted, setWanted] = useState("");
  const missing = enterprise.indicators.filter((item) => item.value === null);
  const present = enterprise.indicators.length - missing.length;
  const shown = enterprise.indicators
    .filter((item) => isMissingShown || item.value !== null)
    .filter((item) => matches(item.id, find(item.id), wanted));
  const families = familiesOf(shown, enterprise.points, (id) => find(id)?.group ?? "");
  const isUnfolded = wanted.trim() !== "" || shown.length <= mostUnfolded;
  return (
    <Panel
      title={t("indicators")}
      note={t("indicatorsNote", { present, missing: missing.length })}
      actions={
        <>
          <Input
            size="small"
            allowClear
            className="indicator-search"
            aria-label={t("searchIndicators")}
            placeholder={t("searchIndicators")}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
          {missing.length > 0 && (
            <Button size="small" onClick={() => setIsMissingShown(!isMissingShown)}>
              {isMissingShown ? t("hideMissing") : t("showMissing", { count: missing.length })}
            </Button>
          )}
        </>
      }
    >
      {families.length === 0 && <p className="soft">{t("noIndicatorFound")}</p>}
      {families.map(({ family, rows }) => {
        const name = family === onCard ? t("onCard") : phrase(groupNames[family] ?? indicatorText.otherGroup);
        return (
          <details
            key={`${family}/${isUnfolded}`}
            className="indicator-family"
            open={isUnfolded || family === onCard}
          >
            <summary>
              {name} <span className="soft">{t("familyCount", { count: rows.length })}</span>
            </summary>
            <Rows label={name} rows={rows} points={enterprise.points} asOf={asOf} />
          </details>
        );
      })}
    </Panel>
  );
}

const onCard = "onCard";

interface Family {
  readonly family: string;
  readonly rows: readonly Shown[];
}

/** Those on the card first, then the others by family in the catalogue's order. */
function familiesOf(
  shown: readonly Shown[],
  points: EvaluatedEnterprise["points"],
  groupOf: (id: string) => string,
): readonly Family[] {
  const used = new Set(points.map((item) => item.indicator));
  const families = new Map<string, Shown[]>(shown.some(({ id }) => used.has(id)) ? [[onCard, []]] : []);
  for (const item of shown) {
    const family = used.has(item.id) ? onCard : groupOf(item.id);
    const rows = families.get(family);
    if (rows === undefined) families.set(family, [item]);
    else rows.push(item);
  }
  return [...families].map(([family, rows]) => ({ family, rows }));
}

function matches(
  id: string,
  names: { readonly zh: string; readonly en: string } | undefined,
  wanted: string,
): boolean {
  const text = `${id} ${names?.zh ?? ""} ${names?.en ?? ""}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

interface RowsProps {
  readonly label: string;
  readonly rows: readonly Shown[];
  readonly points: EvaluatedEnterprise["points"];
  readonly asOf: string;
}

function Rows({ label, rows, points, asOf }: RowsProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const find = useIndicators();
  const pointsOf = (id: string) => points.find((item) => item.indicator === id);
  const unitOf = (id: string) => {
    const unit = find(id)?.unit ?? "";
    return unitNames[unit] ?? { zh: unit, en: unit };
  };
  const whyMissing = useMissingReason();
  return (
    <FigureTable
      label={label}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "indicator", title: t("indicator"), render: (row) => <IndicatorTerm id={row.id} /> },
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
              <>
                <SourcedFigure
                  figure={{ kind: "indicator", id: row.id, asOf }}
                  name={phrase(find(row.id) ?? { zh: row.id, en: row.id })}
                  value={formatMagnitude(row.value)}
                />
                {row.standardError !== undefined && row.standardError > 0 && (
                  <span className="soft figure" title={t("standardError")}>
                    {" "}
                    ± {formatMagnitude(row.standardError)}
                  </span>
                )}
              </>
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

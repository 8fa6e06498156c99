import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { deliveryText } from "./delivery-text.ts";
import { type PortfolioQuality, qualityQuery } from "./loan-book-api.ts";
import { NonPerformingByMonth, NonPerformingBySize } from "./non-performing-panel.tsx";
import { text } from "./text.ts";
import { TransitionTable } from "./transition-table.tsx";
import "./loan-book.css";

/** Migration, roll rates, non-performing shares and vintages (迁徙与不良). */
export function QualityPage() {
  const t = useText(text);
  const d = useText(deliveryText);
  usePageTitle(t("quality"));
  const [basis, setBasis] = useState<"computed" | "bank">("computed");
  const quality = useQuery(qualityQuery(basis));
  return (
    <div className="loan-book">
      <header className="loan-book__head">
        <h1>{t("quality")}</h1>
        <Segmented
          size="small"
          value={basis}
          onChange={setBasis}
          options={[
            { value: "computed", label: d("byRules") },
            { value: "bank", label: d("byBank") },
          ]}
        />
      </header>
      {quality.isError && <Failure error={quality.error} onRetry={() => void quality.refetch()} />}
      {quality.data === undefined && quality.isPending && <Waiting />}
      {quality.data?.months.length === 0 && <Nothing title={t("none")} next={t("noneNext")} />}
      {quality.data !== undefined && quality.data.months.length > 0 && (
        <QualityPanels quality={quality.data} />
      )}
    </div>
  );
}

function QualityPanels({ quality }: { readonly quality: PortfolioQuality }) {
  const d = useText(deliveryText);
  const months = quality.migration.map(({ month }) => month);
  const [chosen, setChosen] = useState<string | null>(null);
  // A month in which no mirrored loan has a day yet shows nothing.
  const moved = quality.migration.filter(({ table }) =>
    table.counts.some((row) => row.some((count) => count > 0)),
  );
  const month = chosen ?? moved.at(-1)?.month ?? months.at(-1) ?? null;
  const migration = quality.migration.find((one) => one.month === month);
  const rolls = quality.rolls.find((one) => one.month === month);
  const choice = (
    <Select
      size="small"
      aria-label={d("month")}
      value={month}
      onChange={setChosen}
      options={months.toReversed().map((value) => ({ value, label: value }))}
    />
  );
  return (
    <div className="panels">
      <div className="span-7">
        <NonPerformingBySize shares={quality.nonPerforming} />
      </div>
      <div className="span-5">
        <NonPerformingByMonth months={quality.nonPerformingByMonth} />
      </div>
      <div className="span-6">
        <Panel title={d("migration")} note={d("migrationNote")} actions={choice}>
          {migration === undefined ? (
            <p className="soft">{d("tooShort")}</p>
          ) : (
            <TransitionTable label={d("migration")} table={migration.table} />
          )}
        </Panel>
      </div>
      <div className="span-6">
        <Panel title={d("rolls")} note={d("rollsNote")} actions={choice}>
          {rolls === undefined ? (
            <p className="soft">{d("tooShort")}</p>
          ) : (
            <TransitionTable label={d("rolls")} table={rolls.table} />
          )}
        </Panel>
      </div>
      <VintagePanel vintages={quality.vintages} />
    </div>
  );
}

function VintagePanel({ vintages }: Pick<PortfolioQuality, "vintages">) {
  const d = useText(deliveryText);
  const oldest = Math.max(0, ...vintages.map(({ ever90 }) => ever90.length));
  return (
    <Panel title={d("vintage")} note={d("vintageNote")}>
      <FigureTable
        label={d("vintage")}
        rows={vintages}
        rowKey={({ quarter }) => quarter}
        columns={[
          { key: "quarter", title: d("quarter"), render: ({ quarter }) => quarter },
          { key: "loans", title: d("loans"), isFigure: true, render: ({ loans }) => loans },
          ...Array.from({ length: oldest }, (_, age) => ({
            key: String(age),
            title: String(age + 1),
            isFigure: true,
            render: ({ ever30, ever90 }: PortfolioQuality["vintages"][number]) =>
              ever90[age] === undefined ? "" : `${ever90[age]} (${ever30[age] ?? 0})`,
          })),
        ]}
      />
    </Panel>
  );
}

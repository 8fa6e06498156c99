import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Segmented } from "antd";
import { formatCount, formatPercent } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { acquisitionQuery, type Funnel } from "./customers-api.ts";
import { Word } from "./marks.tsx";
import { text } from "./text.ts";
import { wordOf } from "./words.ts";

/** The funnel by channel with what it cost, and what one more borrower costs. */
export function FunnelPanel() {
  const t = useText(text);
  const query = useQuery(acquisitionQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { funnels, applications } = query.data;
  if (funnels.length === 0)
    return (
      <Panel title={t("funnel")}>
        <Nothing title={t("noFunnel")} />
      </Panel>
    );
  const sum = funnels.reduce((total, funnel) => total + funnel.applications, 0);
  const note = t(sum === applications ? "funnelNote" : "funnelDiffers", { sum, applications });
  return (
    <div className="panels">
      <div className="span-12">
        <Panel title={t("funnel")} note={note}>
          <ChannelTable funnels={funnels} />
        </Panel>
      </div>
      <div className="span-12">
        <ChannelDetail funnels={funnels} />
      </div>
    </div>
  );
}

function ChannelTable({ funnels }: { readonly funnels: readonly Funnel[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const steps = funnels[0]?.steps.map(({ step }) => step) ?? [];
  const yuan = (fen: string | null) => (fen === null ? "—" : formatCount(Number(BigInt(fen) / 100n)));
  return (
    <FigureTable
      label={t("funnel")}
      rows={funnels}
      rowKey={({ channel }) => channel}
      columns={[
        { key: "channel", title: t("channel"), render: ({ channel }) => <Word code={channel} /> },
        ...steps.map((step) => ({
          key: step,
          title: phrase(wordOf(step)),
          isFigure: true,
          render: (funnel: Funnel) => formatCount(funnel.steps.find((one) => one.step === step)?.count),
        })),
        { key: "cost", title: t("cost"), isFigure: true, render: ({ costFen }) => yuan(costFen) },
        {
          key: "cac",
          title: t("cac"),
          isFigure: true,
          render: ({ costPerBorrower: { valueFen, lowFen, highFen }, costFen }) =>
            costFen === "0"
              ? "—"
              : `${yuan(valueFen)} [${yuan(lowFen)}, ${highFen === null ? t("unbounded") : yuan(highFen)}]`,
        },
      ]}
    />
  );
}

function ChannelDetail({ funnels }: { readonly funnels: readonly Funnel[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const [chosen, setChosen] = useState(funnels[0]?.channel ?? "");
  const funnel = funnels.find(({ channel }) => channel === chosen) ?? funnels[0];
  if (funnel === undefined) return null;
  const most = Math.max(1, ...funnel.steps.map(({ count }) => count));
  return (
    <Panel
      title={t("marginal")}
      note={t("marginalNote")}
      actions={
        <Segmented
          size="small"
          value={funnel.channel}
          onChange={setChosen}
          options={funnels.map(({ channel }) => ({ value: channel, label: phrase(wordOf(channel)) }))}
        />
      }
    >
      <ul className="customers__steps">
        {funnel.steps.map(({ step, count, conversion }) => (
          <li key={step} className="customers__step">
            <Word code={step} />
            <div className="customers__bar" style={{ width: `${(100 * count) / most}%` }} aria-hidden />
            <span className="figure">
              {formatCount(count)}{" "}
              {conversion !== null && (
                <span className="soft">
                  {formatPercent(conversion.share, 0)} [{formatPercent(conversion.low, 0)},{" "}
                  {formatPercent(conversion.high, 0)}]
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <MarginalTable funnel={funnel} />
    </Panel>
  );
}

function MarginalTable({ funnel }: { readonly funnel: Funnel }) {
  const t = useText(text);
  const yuan = (fen: string | null) => (fen === null ? "—" : formatCount(Number(BigInt(fen) / 100n)));
  if (funnel.marginal.length === 0) return null;
  return (
    <FigureTable
      label={t("marginal")}
      rows={funnel.marginal}
      rowKey={({ toMonthlyFen }, index) => `${toMonthlyFen}/${String(index)}`}
      columns={[
        {
          key: "level",
          title: t("level"),
          isFigure: true,
          render: ({ fromMonthlyFen, toMonthlyFen }) => `${yuan(fromMonthlyFen)} → ${yuan(toMonthlyFen)}`,
        },
        {
          key: "borrowers",
          title: t("borrowers"),
          isFigure: true,
          render: ({ borrowers }) => formatCount(borrowers),
        },
        { key: "value", title: t("marginal"), isFigure: true, render: ({ valueFen }) => yuan(valueFen) },
        {
          key: "interval",
          title: t("interval"),
          isFigure: true,
          render: ({ lowFen, highFen, valueFen }) =>
            valueFen === null
              ? "—"
              : `[${yuan(lowFen)}, ${highFen === null ? t("unbounded") : yuan(highFen)}]`,
        },
      ]}
    />
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { ChainGraph } from "./chain-graph.tsx";
import { chainText } from "./chain-text.ts";
import { type Chain, chainQuery, type ProfileOf } from "./profile-api.ts";

/** From whom it buys and to whom it sells, how much hangs on each, and what follows when one stops. */
export function ChainTab({ of }: { readonly of: ProfileOf }) {
  const t = useText(chainText);
  const { language } = useLanguage();
  const [knockOut, setKnockOut] = useState<string | undefined>(undefined);
  const query = useQuery({ ...chainQuery(of, knockOut), placeholderData: (before) => before });
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  const chain = query.data;
  if (chain.edges.length === 0) {
    return (
      <Panel title={t("graph")}>
        <p className="soft">{t("none")}</p>
      </Panel>
    );
  }
  return (
    <div className="panels">
      <div className="span-8">
        <ChainGraph chain={chain} onPick={setKnockOut} />
      </div>
      <div className="span-4 profile__stack">
        <ConcentrationPanel title={t("customers")} concentration={chain.customers} />
        <ConcentrationPanel title={t("suppliers")} concentration={chain.suppliers} />
        {chain.groupExposureFen !== null && (
          <p className="soft">
            {t("exposure", {
              amount: formatOverviewMoney(chain.groupExposureFen),
              unit: overviewUnit[language],
            })}
          </p>
        )}
      </div>
      {chain.knockOut !== null && (
        <div className="span-12">
          <KnockOutPanel chain={chain} knockOut={chain.knockOut} />
        </div>
      )}
    </div>
  );
}

function ConcentrationPanel({
  title,
  concentration,
}: {
  readonly title: string;
  readonly concentration: Chain["customers"];
}) {
  const t = useText(chainText);
  const { parties, top1Ppm, top5Ppm, hhiPpm, isDependent } = concentration;
  return (
    <Panel title={title} note={t("parties", { count: parties })}>
      <dl className="stats">
        <Stat
          label={t("top1")}
          value={formatRate(top1Ppm)}
          {...(isDependent ? { note: t("dependent") } : {})}
        />
        <Stat label={t("top5")} value={formatRate(top5Ppm)} />
        <Stat label={t("hhi")} value={hhiPpm === null ? "—" : (hhiPpm / 1e6).toFixed(3)} />
      </dl>
    </Panel>
  );
}

function KnockOutPanel({
  chain,
  knockOut,
}: {
  readonly chain: Chain;
  readonly knockOut: NonNullable<Chain["knockOut"]>;
}) {
  const t = useText(chainText);
  const { language } = useLanguage();
  const nameOf = (id: string): string => chain.nodes.find((node) => node.id === id)?.name ?? id;
  const unit = overviewUnit[language];
  return (
    <Panel
      title={t("knockOut", { name: nameOf(knockOut.id) })}
      note={t("knockOutNote", { rounds: knockOut.rounds })}
    >
      <FigureTable
        label={t("knockOut", { name: nameOf(knockOut.id) })}
        rows={knockOut.losses}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "enterprise",
            title: t("enterprise"),
            render: ({ id, hasStopped }) => (
              <>
                <span translate="no">{nameOf(id)}</span>
                {hasStopped && <span className="soft"> {t("stopped")}</span>}
              </>
            ),
          },
          { key: "round", title: t("round"), isFigure: true, render: ({ round }) => round },
          {
            key: "lost",
            title: `${t("lost")} (${unit})`,
            isFigure: true,
            render: ({ lostRevenueFen, lostRevenuePpm }) =>
              lostRevenuePpm === null
                ? formatOverviewMoney(lostRevenueFen)
                : `${formatOverviewMoney(lostRevenueFen)} · ${formatRate(lostRevenuePpm)}`,
          },
          {
            key: "unpaid",
            title: `${t("unpaid")} (${unit})`,
            isFigure: true,
            render: ({ unpaidFen }) => formatOverviewMoney(unpaidFen),
          },
        ]}
      />
    </Panel>
  );
}

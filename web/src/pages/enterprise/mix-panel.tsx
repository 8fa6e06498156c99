import { useQuery } from "@tanstack/react-query";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { MixBar, shareOf } from "./evidence-mark.tsx";
import { type EnterpriseEvidence, evidenceQuery } from "./provenance-api.ts";
import { provenanceText, streamNames } from "./provenance-text.ts";
import { useAge } from "./use-age.ts";

/** What the enterprise's data rest on, and how fresh each stream is. */
export function MixPanel({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(provenanceText);
  const query = useQuery(evidenceQuery(enterpriseId));
  return (
    <Panel title={t("mixTitle")} note={t("mixNote")}>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting />
        )
      ) : (
        <Mix evidence={query.data} />
      )}
    </Panel>
  );
}

function Mix({ evidence }: { readonly evidence: EnterpriseEvidence }) {
  const t = useText(provenanceText);
  const phrase = usePhrase();
  const age = useAge();
  return (
    <>
      <dl className="stats">
        <Stat label={t("confidence")} value={shareOf(evidence.mix.confidencePpm)} />
        {evidence.coverage.map((one) => (
          <Stat
            key={one.collector}
            label={t("coverage")}
            value={shareOf(one.coveragePpm)}
            note={<span translate="no">{one.collectorName ?? one.collector}</span>}
          />
        ))}
      </dl>
      <MixBar mix={evidence.mix} />
      <FigureTable
        label={t("freshness")}
        rows={evidence.freshness}
        rowKey={(row) => row.stream}
        columns={[
          {
            key: "stream",
            title: t("stream"),
            render: (row) => phrase(streamNames[row.stream] ?? { zh: row.stream, en: row.stream }),
          },
          {
            key: "last",
            title: t("lastObserved"),
            isFigure: true,
            render: (row) => formatInstant(row.lastObservedMs),
          },
          {
            key: "fresh",
            title: t("freshness"),
            render: (row) => (
              <span
                className={row.isStale ? "fresh fresh--stale" : row.isLive ? "fresh fresh--live" : "fresh"}
              >
                {row.isLive ? (row.isStale ? t("stale") : t("fresh")) : t("notLive")}
                {row.isLive && <span className="soft"> · {t("ago", { age: age(row.ageMs) })}</span>}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

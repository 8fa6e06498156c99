import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useMay } from "../../app/use-may.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type AssetCoverage, coverageQuery, registerFound } from "./devices-api.ts";
import { text } from "./text.ts";

/** Rows that are shown at once; the button registers all of them. */
const shownOrphans = 50;

/** How much of the stored readings hangs on an element, and registering what the others name. */
export function CoveragePanel() {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  const { data } = useQuery(coverageQuery);
  const register = useMutation({
    mutationFn: registerFound,
    onSuccess: () => client.invalidateQueries({ queryKey: ["devices"] }),
  });
  if (data === undefined) return null;
  const { readings, orphanReadings, assets, orphans } = data;
  const rate = readings === 0 ? 0 : (orphanReadings / readings) * 100;
  return (
    <Panel
      title={t("coverage")}
      note={t("coverageNote")}
      actions={
        orphans.length > 0 && may("device.write") ? (
          <Button loading={register.isPending} onClick={() => register.mutate()}>
            {t("registerFound", { count: orphans.length })}
          </Button>
        ) : undefined
      }
    >
      <dl className="stats">
        <Stat label={t("readings")} value={readings.toLocaleString("en")} />
        <Stat label={t("assets")} value={assets.toLocaleString("en")} />
        <Stat label={t("orphanReadings")} value={orphanReadings.toLocaleString("en")} />
        <Stat label={t("orphanRate")} value={rate.toFixed(2)} unit="%" />
      </dl>
      <Refusal error={register.error} />
      {register.data !== undefined && (
        <p className="notice" role="status">
          {t("foundRegistered", { count: register.data.added })}
        </p>
      )}
      {orphans.length > 0 && <OrphanTable orphans={orphans} />}
    </Panel>
  );
}

function OrphanTable({ orphans }: { readonly orphans: AssetCoverage["orphans"] }) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("orphanReadings")}
      rows={orphans.slice(0, shownOrphans)}
      rowKey={({ enterpriseId, asset }) => `${enterpriseId} ${asset}`}
      columns={[
        {
          key: "enterprise",
          title: t("enterprise"),
          render: (row) => <span translate="no">{row.enterpriseName ?? row.enterpriseId}</span>,
        },
        { key: "asset", title: t("code"), render: (row) => <code translate="no">{row.asset}</code> },
        {
          key: "readings",
          title: t("readings"),
          isFigure: true,
          render: (row) => row.readings.toLocaleString("en"),
        },
        { key: "last", title: t("lastReading"), render: (row) => formatInstant(row.lastAtMs) },
      ]}
    />
  );
}

import { Link } from "@tanstack/react-router";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { PipeAlarm } from "./intake-api.ts";
import { clearingNames, text } from "./text.ts";

interface AlarmTableProps {
  readonly alarms: readonly PipeAlarm[];
  /** Without when and by what they ended. */
  readonly isShort?: boolean;
}

/** Alarms with their sentences; by a shape as well as a colour. */
export function AlarmTable({ alarms, isShort = false }: AlarmTableProps) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={t("alarms")}
      rows={alarms}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "kind",
          title: t("kind"),
          render: (row) => (
            <span className={row.clearedAtMs === null ? `alarm alarm--${row.kind}` : "alarm"}>
              {phrase(row.name)}
            </span>
          ),
        },
        {
          key: "collector",
          title: t("name"),
          render: (row) => (
            <Link
              to="/devices/collectors/$collectorId"
              params={{ collectorId: row.collector }}
              translate="no"
            >
              {row.collectorName ?? row.collector}
            </Link>
          ),
        },
        { key: "what", title: t("what"), render: (row) => phrase(row.sentence) },
        { key: "raised", title: t("raised"), isFigure: true, render: (row) => formatInstant(row.raisedAtMs) },
        ...(isShort
          ? []
          : [
              {
                key: "cleared",
                title: t("cleared"),
                render: (row: PipeAlarm) =>
                  row.clearedAtMs === null ? (
                    <strong>{t("stillOpen")}</strong>
                  ) : (
                    <>
                      <span className="figure">{formatInstant(row.clearedAtMs)}</span>{" "}
                      <span className="soft">{phrase(clearingNames[row.clearedBy ?? ""] ?? noWords)}</span>
                    </>
                  ),
              },
            ]),
      ]}
    />
  );
}

const noWords = { zh: "", en: "" };

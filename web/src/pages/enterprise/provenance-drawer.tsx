import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { formatCount } from "../../figures/format-number.ts";
import { businessDayOf, formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { DownloadIcon } from "../../parts/icons.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { EvidenceMark, MixBar } from "./evidence-mark.tsx";
import type { NamedFigure } from "./named-figure.ts";
import { type BehindFigure, behindQuery, proofAddress, type TracedRow } from "./provenance-api.ts";
import { flagNames, provenanceText } from "./provenance-text.ts";
import { rowKindNames, valueOf, whatOf } from "./row-names.ts";

interface ProvenanceDrawerProps {
  readonly enterpriseId: string;
  readonly shown: NamedFigure;
  readonly onClose: () => void;
}

/** The rows behind a number: how many from where, and the newest with their whole way and proof. */
export function ProvenanceDrawer({ enterpriseId, shown, onClose }: ProvenanceDrawerProps) {
  const t = useText(provenanceText);
  const query = useQuery(behindQuery(enterpriseId, shown.figure));
  return (
    <Drawer title={t("drawer")} open size="large" onClose={onClose} className="provenance-drawer">
      <div className="provenance-drawer__head">
        <span className="soft">{shown.name}</span>
        <strong className="figure">{shown.value}</strong>
      </div>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting />
        )
      ) : (
        <Behind enterpriseId={enterpriseId} behind={query.data} />
      )}
    </Drawer>
  );
}

function Behind({ enterpriseId, behind }: { readonly enterpriseId: string; readonly behind: BehindFigure }) {
  const t = useText(provenanceText);
  if (behind.rows === 0) return <p className="soft">{t("noRows")}</p>;
  const first = behind.counts.map(({ firstDay }) => firstDay).toSorted()[0] ?? behind.from;
  return (
    <>
      <p>{t("made", { rows: formatCount(behind.rows), from: first, to: behind.to })}</p>
      <MixBar mix={behind.mix} />
      <h3>{t("bySource")}</h3>
      <Sources counts={behind.counts} />
      <h3>{t("newest", { count: behind.sample.length })}</h3>
      <p className="soft">{t("proofNote")}</p>
      <ul className="traced-rows">
        {behind.sample.map((row) => (
          <li key={`${row.kind} ${row.origin} ${row.index} ${row.ordinal} ${row.what}`}>
            <Row enterpriseId={enterpriseId} row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Sources({ counts }: Pick<BehindFigure, "counts">) {
  const t = useText(provenanceText);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={t("bySource")}
      rows={counts}
      rowKey={(row) => `${row.kind} ${row.evidence} ${row.collector}`}
      columns={[
        { key: "kind", title: t("kind"), render: (row) => phrase(rowKindNames[row.kind]) },
        {
          key: "source",
          title: t("source"),
          render: (row) => (
            <span translate="no">
              {row.collector === "" ? t("files") : (row.collectorName ?? row.collector)}
            </span>
          ),
        },
        { key: "evidence", title: t("evidence"), render: (row) => <EvidenceMark evidence={row.evidence} /> },
        { key: "rows", title: t("rows"), isFigure: true, render: (row) => formatCount(row.rows) },
        {
          key: "period",
          title: t("period"),
          isFigure: true,
          render: (row) => (row.firstDay === row.lastDay ? row.lastDay : `${row.firstDay} – ${row.lastDay}`),
        },
        {
          key: "received",
          title: t("received"),
          isFigure: true,
          render: (row) => formatInstant(row.receivedAtMs),
        },
        { key: "flagged", title: t("flagged"), isFigure: true, render: (row) => formatCount(row.flagged) },
      ]}
    />
  );
}

function Row({ enterpriseId, row }: { readonly enterpriseId: string; readonly row: TracedRow }) {
  const t = useText(provenanceText);
  const phrase = usePhrase();
  const { sealing } = row;
  const observed =
    row.observedToMs === row.observedFromMs
      ? momentOf(row)
      : `${formatInstant(row.observedFromMs)} – ${formatInstant(row.observedToMs)}`;
  const batch =
    row.epoch === null || row.sequence === null
      ? null
      : t("epochSequence", { epoch: row.epoch, sequence: row.sequence });
  const facts: readonly (readonly [string, string | null])[] = [
    [t("period"), observed],
    [t("received"), formatInstant(row.receivedAtMs)],
    [t("sealed"), sealing.sealedAtMs === null ? t("notSealed") : formatInstant(sealing.sealedAtMs)],
    [t("source"), row.collector === "" ? t("files") : (row.collectorName ?? row.collector)],
    [t("file"), row.file === "" ? null : row.file],
    [t("key"), row.key === "" ? null : row.key],
    [t("batch"), batch],
    [t("entry"), t("entryAt", { index: row.index, ordinal: row.ordinal })],
    [t("leaf"), String(sealing.platformIndex)],
    [t("witnesses"), sealing.witnesses.length === 0 ? t("noWitness") : sealing.witnesses.join(", ")],
    [t("flags"), row.flags.length === 0 ? null : row.flags.map((flag) => flagOf(flag, phrase)).join(", ")],
  ];
  return (
    <details>
      <summary>
        <span className="traced-row__what" translate="no">
          {[row.subject, whatOf(row, phrase)].filter((part) => part !== "").join(" · ")}
        </span>
        <span className="soft figure">{businessDayOf(row.observedFromMs)}</span>
        <span className="figure">{valueOf(row, phrase)}</span>
        <EvidenceMark evidence={row.evidence} />
      </summary>
      <dl className="facts">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <Button
        size="small"
        href={proofAddress(enterpriseId, row)}
        download={`row-${row.index}-${row.ordinal}.evidence.json`}
        icon={<DownloadIcon />}
      >
        {t("proof")}
      </Button>
    </details>
  );
}

/** Rows but readings may know no more than their day. */
function momentOf({ kind, observedFromMs }: TracedRow): string {
  const moment = formatInstant(observedFromMs);
  return kind === "reading" ? moment : moment.replace(/ 00:00:00$/, "");
}

function flagOf(flag: string, phrase: ReturnType<typeof usePhrase>): string {
  const name = flagNames[flag];
  return name === undefined ? flag : phrase(name);
}

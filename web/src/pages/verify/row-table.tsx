import type { BundleFinding, EvidenceBundle } from "#seal";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { type ShownRow, shownRows } from "./shown-rows.ts";
import { text } from "./text.ts";

const mostShown = 500;

const types = {
  "import-batch": "type_import_batch",
  "import-file": "type_import_file",
  "evaluation-result": "type_evaluation_result",
  "signed-batch": "type_signed_batch",
  "gateway-batch": "type_gateway_batch",
} as const;

/** Every disclosed row with its content and whether it is the one that was sealed. */
export function RowTable({
  bundle,
  findings,
}: {
  readonly bundle: EvidenceBundle;
  readonly findings: readonly BundleFinding[];
}) {
  const t = useText(text);
  const rows = shownRows(bundle);
  const broken = brokenEntries(bundle, findings);
  const isBroken = (row: ShownRow) => broken.has(row.entry) || broken.has(`${row.entry}/${row.ordinal}`);
  if (rows.length === 0) return <p className="notice notice--block">{t("noRows")}</p>;
  return (
    <Panel title={t("rows")} note={t("rowsNote")}>
      <FigureTable
        label={t("rows")}
        isTall={rows.length > 20}
        rows={rows.slice(0, mostShown)}
        rowKey={({ entry, ordinal }) => `${entry}/${ordinal}`}
        columns={[
          {
            key: "row",
            title: t("row"),
            render: ({ entry, ordinal, rowCount }) =>
              t("ofRows", { entry, ordinal: ordinal + 1, count: rowCount ?? "?" }),
          },
          {
            key: "verdict",
            title: t("verdictOfRow"),
            render: (row) => (
              <span className={isBroken(row) ? "verify__mark verify__mark--broken" : "verify__mark"}>
                {t(isBroken(row) ? "rowFails" : "rowHolds")}
              </span>
            ),
          },
          { key: "kind", title: t("kind"), render: ({ type }) => t(typeKey(type)) },
          {
            key: "content",
            title: t("content"),
            render: (row) => <Content row={row} />,
          },
          {
            key: "received",
            title: t("received"),
            render: ({ receivedAtMs }) => formatInstant(receivedAtMs),
          },
          { key: "hashes", title: t("hashes"), isFigure: true, render: ({ hashes }) => hashes },
        ]}
      />
      {rows.length > mostShown && (
        <p className="verify__note">{t("moreRows", { count: rows.length - mostShown })}</p>
      )}
    </Panel>
  );
}

/** A row as it was sealed, and what a reading of a device means. */
function Content({ row }: { readonly row: ShownRow }) {
  const t = useText(text);
  if (row.text === null) return t("binary", { bytes: row.bytes });
  const { reading } = row;
  return (
    <>
      <code className="verify__row">{row.text.length > 400 ? `${row.text.slice(0, 400)}…` : row.text}</code>
      {reading !== null && (
        <span className="verify__line verify__note" translate="no">
          {`${reading.element} ${reading.channel} = ${reading.value}, ${formatInstant(reading.fromMs)}`}
          {reading.toMs === reading.fromMs ? "" : ` – ${formatInstant(reading.toMs)}`}
        </span>
      )}
    </>
  );
}

/** Entries that do not hold as a whole, by index, and single rows as `entry/ordinal`; all where the log does not hold. */
function brokenEntries(
  { entries }: EvidenceBundle,
  findings: readonly BundleFinding[],
): ReadonlySet<number | string> {
  const broken = new Set<number | string>();
  for (const { check, path } of findings) {
    const [top, at, part, ordinal] = path;
    const entry = top === "entries" && typeof at === "number" ? entries[at] : undefined;
    if (check === "trust" || check === "witnesses" || check === "receipt" || check === "since") continue;
    if (entry === undefined) {
      if (check !== "result") for (const { index } of entries) broken.add(index);
    } else if (part === "rows" && typeof ordinal === "number") {
      broken.add(`${entry.index}/${entry.rows[ordinal]?.ordinal ?? -1}`);
    } else {
      broken.add(entry.index);
    }
  }
  return broken;
}

function typeKey(type: string): keyof typeof text {
  const name = type.split("@", 1)[0] ?? "";
  return name in types ? types[name as keyof typeof types] : "type_other";
}

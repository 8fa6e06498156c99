import { Link } from "@tanstack/react-router";
import { formatCount } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { ImportedFile } from "./imports-api.ts";
import { RemapFile } from "./remap-file.tsx";
import { text } from "./text.ts";

/** What became of each file: its balance, and every finding as a sentence; files with findings first. */
export function ImportedFiles({
  dataset,
  files,
}: {
  readonly dataset: string;
  readonly files: readonly ImportedFile[];
}) {
  const t = useText(text);
  const sorted = [...files].sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <Panel title={t("filesOf")}>
      <FigureTable
        label={t("filesOf")}
        rows={sorted}
        rowKey={({ file }) => file}
        columns={[
          {
            key: "file",
            title: t("file"),
            render: ({ file, layout, enterpriseCode }) => (
              <>
                <span translate="no" data-quotes>
                  {file}
                </span>
                <span className="imports__detail" translate="no">
                  {layout} {enterpriseCode !== null && `· ${enterpriseCode}`}
                </span>
              </>
            ),
          },
          ...(["read", "stored", "duplicates", "quarantined"] as const).map((key) => ({
            key,
            title: t(key),
            isFigure: true,
            render: (file: ImportedFile) => formatCount(file[key]),
          })),
          { key: "findings", title: t("findings"), render: (file) => <Findings file={file} /> },
          {
            key: "action",
            title: t("action"),
            render: ({ file, quarantined, now, layout }) => (
              <span className="imports__actions">
                {quarantined > 0 && now !== null && now.quarantined > 0 && (
                  <Link to="/datasets/$dataset" params={{ dataset }} search={{ file }} hash="quarantine">
                    {t("toQuarantine")}
                  </Link>
                )}
                {layout !== "ignored" && <RemapFile dataset={dataset} file={file} />}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** What a person must look at comes first. */
function rankOf(file: ImportedFile): number {
  if (file.problem !== null || file.statements?.some(({ verdict }) => verdict === "broken") === true)
    return 0;
  if (file.quarantined > 0) return 1;
  if (file.duplicates > 0) return 2;
  return (file.notes?.length ?? 0) > 0 ? 3 : 4;
}

function Findings({ file }: { readonly file: ImportedFile }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { problem, statements = [], notes = [], isWithheld, now } = file;
  const isQuiet =
    problem === null && statements.length + notes.length + file.duplicates + file.quarantined === 0;
  if (isWithheld) return <span className="soft">{t("withheld")}</span>;
  return (
    <ul className="imports__findings" data-quotes>
      {problem !== null && <li className="imports__bad">✕ {phrase(problem)}</li>}
      {statements.map((check) => (
        <li key={check.account} className={check.verdict === "broken" ? "imports__bad" : undefined}>
          {check.verdict === "broken" ? "✕ " : "● "}
          {t(check.verdict, { steps: check.steps, breaks: check.breaks, account: check.account || "—" })}
          {check.firstBreak !== null && (
            <b className="imports__detail">
              {phrase(check.firstBreak)}（{t(check.firstBreak.isCertain ? "certain" : "likely")}）
            </b>
          )}
        </li>
      ))}
      {notes.map((note) => (
        <li key={note.zh}>{phrase(note)}</li>
      ))}
      {file.duplicates > 0 && !notes.some(({ code }) => code === "ALREADY_RECEIVED") && (
        <li>{t("duplicateRows", { rows: formatCount(file.duplicates) })}</li>
      )}
      {file.quarantined > 0 && (
        <li className="imports__warn">{t("quarantinedRows", { rows: formatCount(file.quarantined) })}</li>
      )}
      {now !== null && now.corrected > 0 && (
        <li>{t("balanceCorrected", { corrected: formatCount(now.corrected) })}</li>
      )}
      {isQuiet && <li className="soft">{t("findingsNone")}</li>}
    </ul>
  );
}

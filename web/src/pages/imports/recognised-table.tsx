import { Button, Checkbox, Input } from "antd";
import { formatBytes } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { InspectedFile } from "./imports-api.ts";
import { text } from "./text.ts";
import type { FileChoice } from "./file-choice.ts";

interface RecognisedTableProps {
  readonly files: readonly InspectedFile[];
  readonly choices: Readonly<Record<string, FileChoice>>;
  readonly onChoose: (name: string, choice: FileChoice) => void;
  readonly onMap: (name: string) => void;
}

/** Each file with its layout, its owner, and what is wrong with it; unrecognised ones first. */
export function RecognisedTable({ files, choices, onChoose, onMap }: RecognisedTableProps) {
  const t = useText(text);
  const sorted = [...files].sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <FigureTable
      label={t("recognised")}
      isTall
      rows={sorted}
      rowKey={({ name }) => name}
      columns={[
        {
          key: "take",
          title: t("take"),
          render: ({ name }) => (
            <Checkbox
              aria-label={`${t("take")} ${name}`}
              checked={choices[name]?.isSkipped !== true}
              onChange={(event) => onChoose(name, { isSkipped: !event.target.checked })}
            />
          ),
        },
        {
          key: "file",
          title: t("file"),
          render: ({ name, bytes }) => (
            <>
              <span translate="no" data-quotes>
                {name}
              </span>{" "}
              <span className="soft figure">{formatBytes(bytes)}</span>
            </>
          ),
        },
        {
          key: "layout",
          title: t("layout"),
          render: (file) => <LayoutCell file={file} chosen={choices[file.name]?.mapping} />,
        },
        {
          key: "owner",
          title: t("owner"),
          render: (file) => (
            <OwnerCell
              file={file}
              code={choices[file.name]?.enterpriseCode}
              onCode={(enterpriseCode) => onChoose(file.name, { enterpriseCode })}
            />
          ),
        },
        { key: "rows", title: t("first"), render: (file) => <RowsCell file={file} /> },
        {
          key: "map",
          title: t("action"),
          render: ({ name, layout }) => (
            <Button size="small" onClick={() => onMap(name)}>
              {t(layout === null ? "map" : "see")}
            </Button>
          ),
        },
      ]}
    />
  );
}

/** What needs a person comes first. */
function rankOf({ layout, earlier, problem, rows }: InspectedFile): number {
  if (layout === null) return 0;
  if (problem !== null || rows.some((row) => row.problem !== null)) return 1;
  return earlier === null ? 3 : 2;
}

function LayoutCell({ file, chosen }: { readonly file: InspectedFile; readonly chosen: string | undefined }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { layout, nearest, problem } = file;
  if (chosen !== undefined) return <span translate="no">✓ {chosen}</span>;
  return (
    <>
      {layout === null ? (
        <span className="imports__bad">✕ {t("unknown")}</span>
      ) : (
        <span>● {phrase(layout)}</span>
      )}
      {nearest !== null && (
        <span className="imports__detail" data-quotes>
          {t("nearest", { name: phrase(nearest), missing: nearest.missing.join("、") })}
        </span>
      )}
      {problem !== null && (
        <span className="imports__detail" data-quotes>
          {phrase(problem)}
        </span>
      )}
    </>
  );
}

function OwnerCell({
  file: { owner, name },
  code,
  onCode,
}: {
  readonly file: InspectedFile;
  readonly code: string | undefined;
  readonly onCode: (code: string) => void;
}) {
  const t = useText(text);
  return (
    <span className="imports__owner">
      <Input
        size="small"
        aria-label={`${t("owner")} ${name}`}
        value={code ?? owner.code ?? ""}
        placeholder={t("rows")}
        onChange={(event) => onCode(event.target.value)}
      />
      <span className={owner.how === "unregistered" ? "imports__warn" : "soft"}>
        {owner.name !== null && <span data-quotes>{owner.name} · </span>}
        {t(owner.how)}
      </span>
    </span>
  );
}

function RowsCell({ file: { rows, layout, earlier } }: { readonly file: InspectedFile }) {
  const t = useText(text);
  const bad = rows.filter(({ problem }) => problem !== null);
  return (
    <>
      {layout !== null && (
        <span className={bad.length === 0 ? "soft" : "imports__warn"}>
          {t(bad.length === 0 ? "rowsFine" : "rowsBad", { rows: rows.length, bad: bad.length })}
        </span>
      )}
      {earlier !== null && (
        <span className="imports__detail imports__warn" data-quotes>
          {t("earlier", { name: earlier.name, at: formatInstant(earlier.atMs) })}
        </span>
      )}
    </>
  );
}

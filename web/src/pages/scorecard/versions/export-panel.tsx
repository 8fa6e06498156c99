import { cardFileName, isCardFileFormat } from "#scorecard";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { formatBytes } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { saveFile } from "../../../parts/save-file.ts";
import { type ExportFormat, fetchExport, type Version } from "../version-api.ts";
import { text } from "./text.ts";

/** The card in every form in which it is deployed, as it was sealed. */
export function ExportPanel({ version }: { readonly version: Version }) {
  const t = useText(text);
  const download = useMutation({
    mutationFn: async (format: ExportFormat) => ({ format, file: await fetchExport(version.id, format) }),
    onSuccess: ({ format, file }) => saveFile(cardFileName(version.version, format), file),
  });
  const rows = version.modelCard.exports.flatMap((one) =>
    isCardFileFormat(one.format) ? [{ ...one, format: one.format }] : [],
  );
  return (
    <Panel title={t("exports")} note={t("exportsNote")}>
      <FigureTable
        label={t("exports")}
        rows={rows}
        rowKey={({ format }) => format}
        columns={[
          { key: "format", title: t("format"), render: ({ format }) => t(format) },
          { key: "size", title: t("size"), isFigure: true, render: ({ bytes }) => formatBytes(bytes) },
          {
            key: "sha256",
            title: t("fingerprint"),
            render: ({ sha256 }) => (
              <code translate="no" title={sha256}>
                {sha256.slice(0, 16)}…
              </code>
            ),
          },
          {
            key: "download",
            title: "",
            render: ({ format }) => (
              <Button
                size="small"
                loading={download.isPending && download.variables === format}
                onClick={() => download.mutate(format)}
              >
                {t("download")}
              </Button>
            ),
          },
        ]}
      />
      <Refusal error={download.error} />
    </Panel>
  );
}

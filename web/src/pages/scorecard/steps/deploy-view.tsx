import { formatBytes } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { text } from "./text.ts";

/** What step 8 leaves, as the server computes it: the files in which the card goes out. */
export interface Deployment {
  readonly exports: readonly { readonly format: string; readonly sha256: string; readonly bytes: number }[];
}

/** The files in which the card is deployed, each by its fingerprint. */
export function DeployView({ deployment }: { readonly deployment: Deployment }) {
  const t = useText(text);
  return (
    <Panel title={t("deployed")} note={t("deployedNote")}>
      <FigureTable
        label={t("deployed")}
        rows={deployment.exports}
        rowKey={({ format }) => format}
        columns={[
          { key: "format", title: t("format"), render: ({ format }) => <span translate="no">{format}</span> },
          { key: "size", title: t("size"), isFigure: true, render: ({ bytes }) => formatBytes(bytes) },
          {
            key: "sha256",
            title: t("fingerprint"),
            render: ({ sha256 }) => (
              <code translate="no" title={sha256}>
                {sha256.slice(0, 24)}…
              </code>
            ),
          },
        ]}
      />
    </Panel>
  );
}

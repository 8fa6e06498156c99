import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { remadeQuery, type Report } from "./documents-api.ts";
import { text } from "./text.ts";

/** Where the report is sealed, and whether making it again gives the same. */
export function EvidencePanel({ report }: { readonly report: Report }) {
  const t = useText(text);
  const remade = useQuery(remadeQuery(report.id));
  return (
    <Panel title={t("evidence")}>
      <p>
        {report.sealedEntry === null ? t("notSealed") : t("sealed", { entry: report.sealedEntry })}
        <br />
        <code className="report-hash" translate="no">
          SHA-256 {report.documentSha256}
        </code>
      </p>
      <Button size="small" loading={remade.isFetching} onClick={() => void remade.refetch()}>
        {t("remake")}
      </Button>
      {remade.data !== undefined && (
        <p className={remade.data.isIdentical ? "verdict" : "verdict verdict--wrong"} role="status">
          {t(remade.data.isIdentical ? "identical" : "different")}
        </p>
      )}
      <Refusal error={remade.error} />
    </Panel>
  );
}

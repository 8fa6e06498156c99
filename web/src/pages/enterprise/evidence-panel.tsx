import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { logQuery } from "../../api/queries.ts";
import type { EvaluatedEnterprise } from "../../api/types.ts";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { DownloadIcon } from "../../parts/icons.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

const keyFileName = "platform-key.txt";

interface EvidencePanelProps {
  readonly evaluationId: string;
  readonly enterprise: EvaluatedEnterprise;
}

/** The bundle to download, and how anybody verifies it without trusting this server. */
export function EvidencePanel({ evaluationId, enterprise }: EvidencePanelProps) {
  const t = useText(text);
  const { data: log } = useQuery(logQuery);
  const fileName = `${enterprise.code}.evidence.json`;
  const address = `/v1/evaluations/${encodeURIComponent(evaluationId)}/enterprises/${encodeURIComponent(enterprise.id)}/evidence`;
  return (
    <Panel title={t("evidence")} note={t("evidenceNote")} id="evidence">
      {enterprise.evidence === null && enterprise.quality.sealedEntries === 0 ? (
        <p className="soft">{t("noEvidence")}</p>
      ) : (
        <Button type="primary" href={address} download={fileName} icon={<DownloadIcon />}>
          {t("download")}
        </Button>
      )}
      <ol className="evidence-steps">
        <li>{t("step1")}</li>
        <li>
          {t("step2")}
          <CopyLine value={`npx touchstone verify ${fileName} --trust ${keyFileName}`} />
        </li>
        <li>{t("step3")}</li>
      </ol>
      {log !== undefined && (
        <div className="evidence-key">
          <Button
            size="small"
            icon={<DownloadIcon />}
            onClick={() => saveFile(keyFileName, new Blob([`${log.verifierKey}\n`], { type: "text/plain" }))}
          >
            {t("saveKey")}
          </Button>
          <CopyLine value={log.verifierKey} />
        </div>
      )}
    </Panel>
  );
}

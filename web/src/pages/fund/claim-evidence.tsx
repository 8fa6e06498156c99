import { Button } from "antd";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { DownloadIcon } from "../../parts/icons.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { ClaimCase } from "./fund-api.ts";
import { text } from "./text.ts";

/** The evidence bundle, verified, and the claim file to take away. */
export function ClaimEvidence({ claim }: { readonly claim: ClaimCase }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { evidence } = claim;
  const address = `/v1/fund/claims/${claim.claimId}`;
  return (
    <Panel title={t("bundle")}>
      {evidence === null ? (
        <p className="soft">{t("noBundle")}</p>
      ) : (
        <p className={evidence.verdict === "verified" ? "sound" : "unsound"}>
          {evidence.verdict === "verified"
            ? `✓ ${t("bundleSound", { entries: evidence.entries })}`
            : t("bundleUnsound", { verdict: evidence.verdict })}
        </p>
      )}
      {evidence?.findings.map((finding) => (
        <p key={finding.en}>{phrase(finding)}</p>
      ))}
      <div className="fund__buttons">
        <Button type="primary" href={`${address}/file`} icon={<DownloadIcon />}>
          {t("downloadFile")}
        </Button>
        {evidence !== null && (
          <Button href={`${address}/evidence`} icon={<DownloadIcon />}>
            {t("downloadBundle")}
          </Button>
        )}
      </div>
      {evidence !== null && <CopyLine value="npx touchstone verify evidence.json --trust trust.json" />}
    </Panel>
  );
}

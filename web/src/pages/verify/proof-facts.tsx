import type { ProofReport } from "#seal";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Fact, WitnessFact } from "./bundle-facts.tsx";
import { text } from "./text.ts";

/** What a `.tlog-proof` proves about the entry beside it. */
export function ProofFacts({
  report,
  entry,
  hasTrust,
}: {
  readonly report: ProofReport;
  readonly entry: string | null;
  readonly hasTrust: boolean;
}) {
  const t = useText(text);
  const { proved, verdict } = report;
  if (entry === null) return <p className="notice notice--block">{t("entryMissing")}</p>;
  if (proved === null || verdict === "failed") return null;
  const { origin, index, size, cosigned } = proved;
  const isTrusted = hasTrust && verdict === "verified";
  return (
    <>
      <Panel title={t("facts")}>
        <dl className="verify__facts">
          <Fact label={t("whoSigned")}>
            {t(isTrusted ? "signedTrusted" : "signedUnknown", { name: origin })}
          </Fact>
          <WitnessFact cosigned={cosigned} />
          <Fact label={t("where")}>{t("proofAt", { origin, index, size })}</Fact>
        </dl>
      </Panel>
      <Panel title={t("entryText")}>
        <pre className="verify__excerpt" translate="no">
          {entry}
        </pre>
      </Panel>
    </>
  );
}

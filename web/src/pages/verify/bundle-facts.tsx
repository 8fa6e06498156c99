import type { BundleReport, EvidenceBundle } from "#seal";
import type { ReactNode } from "react";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { sealedAtMs } from "./shown-rows.ts";
import { text } from "./text.ts";

/** What a bundle proves, a line each; nothing where a check of it failed. */
export function BundleFacts({
  report,
  bundle,
}: {
  readonly report: BundleReport;
  readonly bundle: EvidenceBundle;
}) {
  const t = useText(text);
  const { proved, verdict, findings } = report;
  if (proved === null || verdict === "failed") return null;
  const { origin, platform, logSize, platformSize, entries, receipts, sinceSize, cosigned, devices } = proved;
  const isTrusted = verdict === "verified" && findings.length === 0;
  return (
    <Panel title={t("facts")}>
      <dl className="verify__facts">
        <Fact label={t("whoSigned")}>
          {t(isTrusted ? "signedTrusted" : "signedUnknown", { name: platform })}
        </Fact>
        <WitnessFact cosigned={cosigned} />
        <Fact label={t("when")}>{t("sealedAt", { at: formatInstant(sealedAtMs(bundle)) })}</Fact>
        <Fact label={t("where")}>{t("inLog", { origin, size: logSize, platform, platformSize })}</Fact>
        {sinceSize !== null && <Fact label={t("continues")}>{t("continuesFrom", { size: sinceSize })}</Fact>}
        <Fact label={t("entriesShown")}>{t("entryCount", { count: entries })}</Fact>
        <Fact label={t("devices")}>
          {devices.length === 0
            ? t("noDevice")
            : devices.slice(-20).map(({ index, createdAtMs, ...device }) => (
                <span key={index} className="verify__line">
                  {t("device", { entry: index, at: formatInstant(createdAtMs), ...device })}
                </span>
              ))}
        </Fact>
        {proved.hasResult && <Fact label={t("result")}>{t("resultProved")}</Fact>}
        {receipts > 0 && <Fact label={t("receipts")}>{t("receiptCount", { count: receipts })}</Fact>}
      </dl>
    </Panel>
  );
}

/** The witnesses that the reader trusts, and when they saw it. */
export function WitnessFact({
  cosigned,
}: {
  readonly cosigned: NonNullable<BundleReport["proved"]>["cosigned"];
}) {
  const t = useText(text);
  return (
    <Fact label={t("witnesses")}>
      {cosigned.length === 0
        ? t("noWitness")
        : cosigned.map(({ name, timeSeconds }) => (
            <span key={name} className="verify__line">
              {t("witness", { name, at: formatInstant(timeSeconds * 1000) })}
            </span>
          ))}
    </Fact>
  );
}

export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

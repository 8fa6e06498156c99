import { Popover } from "antd";
import type { EnterpriseQuality, EvaluationDocument } from "../../api/types.ts";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { SealIcon } from "../../parts/icons.tsx";
import { text } from "./text.ts";

interface EvidenceChipProps {
  readonly quality: EnterpriseQuality;
  readonly log: EvaluationDocument["log"];
}

/** Beside figures that have evidence: where they came from, when observed, received and sealed, and the proof. */
export function EvidenceChip({ quality, log }: EvidenceChipProps) {
  const t = useText(text);
  if (quality.sealedEntries === 0)
    return <span className="evidence-chip evidence-chip--none">{t("unsealed")}</span>;
  const lines = [
    [t("source"), t("sourceImport")],
    [t("observed"), `${quality.firstDay ?? "—"} – ${quality.lastDay ?? "—"}`],
    [t("received"), formatInstant(quality.receivedAtMs)],
    [t("sealed"), t("sealedEntries", { count: formatCount(quality.sealedEntries) })],
  ] as const;
  const content = (
    <dl className="facts facts--narrow">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t("evidence")}</dt>
        <dd translate="no">
          <code>{log.origin}</code>
          <br />
          <code>{log.root}</code>
        </dd>
      </div>
      <a href="#evidence">{t("download")}</a>
    </dl>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" content={content}>
      <button type="button" className="evidence-chip">
        <SealIcon /> {t("sealedEntries", { count: formatCount(quality.sealedEntries) })}
      </button>
    </Popover>
  );
}

import type { EnterpriseQuality } from "../../api/types.ts";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

/** How complete and clean this enterprise's rows are. */
export function QualityPanel({ quality }: { readonly quality: EnterpriseQuality }) {
  const t = useText(text);
  const counts = [
    ["read", quality.read],
    ["stored", quality.stored],
    ["duplicates", quality.duplicates],
    ["quarantined", quality.quarantined],
    ["flagged", quality.flagged],
  ] as const;
  return (
    <Panel title={t("quality")} note={t("qualityNote")}>
      <dl className="facts">
        {counts.map(([key, count]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="is-figure">
              {formatCount(count)} <span className="soft">{t("rows")}</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("period")}</dt>
          <dd className="is-figure">
            {quality.firstDay ?? "—"} – {quality.lastDay ?? "—"}
          </dd>
        </div>
        <div>
          <dt>{t("received")}</dt>
          <dd className="is-figure">{formatInstant(quality.receivedAtMs)}</dd>
        </div>
      </dl>
    </Panel>
  );
}

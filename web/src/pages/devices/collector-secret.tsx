import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { collectorText } from "./collector-text.ts";
import type { MadeCollector } from "./devices-api.ts";

/** A one-time code with the exact command, or a gateway's token: shown this once. */
export function CollectorSecret({ made }: { readonly made: MadeCollector }) {
  const t = useText(collectorText);
  const { code, token, collector } = made;
  return (
    <>
      {code !== null && (
        <section className="device-secret" aria-label={t("codeTitle")}>
          <strong>{t("codeTitle")}</strong>
          <code className="device-secret__code" translate="no">
            {code.text}
          </code>
          <p className="device-note">{t("codeOnce", { until: formatInstant(code.expiresAtMs) })}</p>
          <span>{t("command")}</span>
          <CopyLine
            value={`touchstone collector enrol --config collector.json --server ${location.origin} --code ${code.text}`}
          />
        </section>
      )}
      {token !== null && (
        <section className="device-secret" aria-label={t("tokenTitle")}>
          <strong>{t("tokenTitle")}</strong>
          <p className="device-note">{t("tokenOnce")}</p>
          <span>{t("id")}</span>
          <CopyLine value={collector.id} />
          <CopyLine value={token} />
        </section>
      )}
    </>
  );
}

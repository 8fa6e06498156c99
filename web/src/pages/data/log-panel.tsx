import { useQuery } from "@tanstack/react-query";
import { logQuery } from "../../api/queries.ts";
import type { EvaluationDocument } from "../../api/types.ts";
import { formatCount } from "../../figures/format-number.ts";
import { formatSeconds } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

/** The seal: origin, entries, root, the newest signed checkpoint, and how to audit it all. */
export function LogPanel({ document }: { readonly document: EvaluationDocument }) {
  const t = useText(text);
  const { data: log } = useQuery(logQuery);
  return (
    <Panel title={t("log")} note={t("logNote")}>
      <dl className="log-facts">
        <dt>{t("origin")}</dt>
        <dd translate="no">{document.log.origin}</dd>
        <dt>{t("entriesOfRun")}</dt>
        <dd className="figure">{formatCount(document.log.entries)}</dd>
        <dt>{t("entriesNow")}</dt>
        <dd className="figure">{formatCount(log?.entries)}</dd>
        <dt>{t("root")}</dt>
        <dd>
          <CopyLine value={document.log.root} />
        </dd>
        <dt>{t("checkpoint")}</dt>
        <dd>
          {log?.checkpoint === null || log === undefined ? (
            t("noCheckpoint")
          ) : (
            <pre className="checkpoint" translate="no">
              {log.checkpoint}
            </pre>
          )}
        </dd>
        {log !== undefined && (
          <>
            <dt>{t("key")}</dt>
            <dd>
              <CopyLine value={log.verifierKey} />
            </dd>
          </>
        )}
        <dt>{t("audit")}</dt>
        <dd>
          <CopyLine value="npx touchstone audit --data-dir data" />
        </dd>
        <dt>{t("timing")}</dt>
        <dd className="figure">
          {t("timingValue", {
            seconds: formatSeconds(document.timing.wallMs),
            memory: formatCount(document.timing.peakRssMb),
          })}
        </dd>
      </dl>
    </Panel>
  );
}

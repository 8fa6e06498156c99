import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import type { WitnessAnswer } from "./log-api.ts";
import { text } from "./text.ts";

/** Each witness: how far it saw the log, when it answered last, and what is wrong. */
export function WitnessTable({ witnesses }: { readonly witnesses: readonly WitnessAnswer[] }) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("witnesses")}
      rows={witnesses}
      rowKey={({ name }) => name}
      columns={[
        {
          key: "name",
          title: t("witness"),
          render: ({ name, url }) => (
            <span translate="no">
              {name}
              <span className="log__soft">{url}</span>
            </span>
          ),
        },
        { key: "size", title: t("seenSize"), isFigure: true, render: ({ size }) => size ?? "—" },
        { key: "lag", title: t("lag"), isFigure: true, render: ({ lag }) => lag },
        { key: "seen", title: t("lastSeen"), render: ({ lastSeenAtMs }) => formatInstant(lastSeenAtMs) },
        { key: "health", title: t("health"), render: (witness) => <Health witness={witness} /> },
      ]}
    />
  );
}

function Health({ witness }: { readonly witness: WitnessAnswer }) {
  const t = useText(text);
  const { problem, nextAttemptAtMs, size } = witness;
  if (problem === null) return <span className="log__fine">{t(size === null ? "waiting" : "fine")}</span>;
  const isGrave = problem.kind === "ahead" || problem.kind === "fork";
  return (
    <span className={isGrave ? "log__grave" : "log__problem"}>
      {t(`problem_${problem.kind}`)}
      <span className="log__soft" translate="no">
        {problem.detail}
      </span>
      <span className="log__soft">
        {formatInstant(problem.sinceMs)} · {t("retryAt", { at: formatInstant(nextAttemptAtMs) })}
      </span>
    </span>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { evaluationsQuery } from "../../api/queries.ts";
import { businessDayOf, formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Nothing } from "../../parts/states.tsx";
import { text } from "./text.ts";

const dayMs = 86_400_000;

/** Evaluations that ended since the beginning of yesterday, newest first. */
export function RecentResults() {
  const t = useText(text);
  const { data, dataUpdatedAt } = useQuery(evaluationsQuery);
  const yesterday = businessDayOf(dataUpdatedAt - dayMs);
  const recent = (data?.items ?? []).filter(
    ({ finishedAtMs }) => finishedAtMs !== null && businessDayOf(finishedAtMs) >= yesterday,
  );
  return (
    <Panel title={t("recent")} note={t("recentNote")}>
      {recent.length === 0 ? (
        <Nothing title={t("noRecent")} />
      ) : (
        <ul className="task-list">
          {recent.map((item) => (
            <li key={item.id} className="task-list__line">
              <Link
                className="task-list__link"
                to="/evaluations/$evaluationId/enterprises"
                params={{ evaluationId: item.id }}
                translate="no"
              >
                {item.dataset}
              </Link>
              <span className="task-list__due figure">{formatInstant(item.finishedAtMs)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

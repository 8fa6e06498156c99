import { useQuery } from "@tanstack/react-query";
import { sessionQuery, tasksQuery } from "../../api/queries.ts";
import { useMay } from "../../app/use-may.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { RecentResults } from "./recent-results.tsx";
import { TaskPanel } from "./task-panel.tsx";
import { text } from "./text.ts";
import "./start.css";

/** Alerts have a panel of their own, so that they are not lost among checks and claims. */
const alertKinds = /^watch\./;

/** The first page of a working day: what waits for the reader, the alerts, what is new since yesterday. */
export function StartPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const may = useMay();
  const session = useQuery(sessionQuery);
  const tasks = useQuery(tasksQuery);
  if (tasks.isError) return <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />;
  if (tasks.data === undefined || session.data === undefined) return <Waiting />;
  const { user, party } = session.data;
  const alerts = tasks.data.items.filter(({ kind }) => alertKinds.test(kind));
  const others = tasks.data.items.filter(({ kind }) => !alertKinds.test(kind));
  const today = businessDayOf(tasks.dataUpdatedAt);
  return (
    <div className="start">
      <header>
        <h1>{t("title")}</h1>
        <p className="soft" translate="no">
          {t("greeting", { name: user.name, party: party.name })}
        </p>
      </header>
      <div className="panels">
        <div className="span-7">
          <TaskPanel
            title={t("tasks")}
            note={t("tasksNote")}
            tasks={others}
            today={today}
            nothing={{ title: t("noTasks"), next: t("noTasksNext") }}
          />
        </div>
        <div className="span-5 start__side">
          <TaskPanel title={t("alerts")} tasks={alerts} today={today} nothing={{ title: t("noAlerts") }} />
          {may("evaluation.read") && <RecentResults />}
        </div>
      </div>
    </div>
  );
}

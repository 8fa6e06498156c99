import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { JobList } from "./job-list.tsx";
import { NewRun } from "./new-run.tsx";
import { RunList } from "./run-list.tsx";
import { text } from "./text.ts";
import "./runs.css";

/** Start an evaluation of one's own files, and see every run. */
export function RunsPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const may = useMay();
  // A platform brings data and evaluates nothing: it sees its jobs.
  if (!may("evaluation.read")) {
    return (
      <div className="runs">
        <h1>{t("jobs")}</h1>
        <JobList />
      </div>
    );
  }
  return (
    <div className="runs">
      <h1>{t("title")}</h1>
      <div className="panels">
        <div className="span-4">
          <NewRun />
        </div>
        <div className="span-8 runs__lists">
          <RunList />
          <JobList />
        </div>
      </div>
    </div>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { text } from "./text.ts";
import { startWatchRun, watchRunsQuery } from "./watch-api.ts";

const refreshAfterMs = 2500;

/** Starts a run of early warning, and says what the last one found. */
export function RunPanel() {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  const { data } = useQuery(watchRunsQuery);
  const [today] = useState(() => businessDayOf(Date.now()));
  const [asOf, setAsOf] = useState(today);
  const start = useMutation({
    mutationFn: startWatchRun,
    onSuccess: () => {
      setTimeout(() => void client.invalidateQueries({ queryKey: ["watch"] }), refreshAfterMs);
    },
  });
  const last = data?.items[0];
  return (
    <Panel
      title={t("run")}
      note={last === undefined ? t("neverRun") : t("lastRun", { ...last, startedBy: "" })}
    >
      {may("watch.run") && (
        <div className="watch__run">
          <label htmlFor="watch-as-of">{t("runDay")}</label>
          <DayInput id="watch-as-of" value={asOf} max={today} onChange={setAsOf} />
          <Button
            type="primary"
            loading={start.isPending}
            disabled={asOf === ""}
            onClick={() => start.mutate(asOf)}
          >
            {t("run")}
          </Button>
          {start.isSuccess && <span role="status">{t("runStarted")}</span>}
          <Refusal error={start.error} />
        </div>
      )}
    </Panel>
  );
}

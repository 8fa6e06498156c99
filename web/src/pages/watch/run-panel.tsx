import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { text } from "./text.ts";
import { startWatchRun, watchRunsQuery } from "./watch-api.ts";

const pollMs = 1500;

/** Starts a run of early warning, and says what the last one found. */
export function RunPanel() {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  // The newest run when one was started; undefined when none was.
  const [before, setBefore] = useState<string | null>();
  const isBefore = (runs: { readonly items: readonly { readonly id: string }[] } | undefined): boolean =>
    before !== undefined && (runs?.items[0]?.id ?? null) === before;
  const { data } = useQuery({
    ...watchRunsQuery,
    refetchInterval: ({ state }) => (isBefore(state.data) ? pollMs : false),
  });
  const isRunning = isBefore(data);
  const [today] = useState(() => businessDayOf(Date.now()));
  const [asOf, setAsOf] = useState(today);
  const start = useMutation({
    mutationFn: startWatchRun,
    onMutate: () => setBefore(last?.id ?? null),
    onError: () => setBefore(undefined),
  });
  const last = data?.items[0];
  useEffect(() => {
    if (before !== undefined && !isRunning) void client.invalidateQueries({ queryKey: ["watch"] });
  }, [before, isRunning, client]);
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
            loading={start.isPending || isRunning}
            disabled={asOf === ""}
            onClick={() => start.mutate(asOf)}
          >
            {t("run")}
          </Button>
          {isRunning && <span role="status">{t("runStarted")}</span>}
          <Refusal error={start.error} />
        </div>
      )}
    </Panel>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { editionsQuery, makeEdition } from "./customers-api.ts";
import { text } from "./text.ts";

const pollMs = 1500;

interface MakeEditionProps {
  /** The newest edition that is there; null where there is none. */
  readonly newest: string | null;
  readonly onMake: () => void;
}

/** Starts the next edition and waits for it. */
export function MakeEdition({ newest, onMake }: MakeEditionProps) {
  const t = useText(text);
  const client = useQueryClient();
  const [today] = useState(() => businessDayOf(Date.now()));
  const [asOf, setAsOf] = useState(today);
  // The newest edition when one was started; undefined when none was.
  const [before, setBefore] = useState<string | null>();
  const isRunning = before !== undefined && before === newest;
  useQuery({ ...editionsQuery, refetchInterval: isRunning ? pollMs : false });
  const start = useMutation({
    mutationFn: makeEdition,
    onMutate: () => {
      setBefore(newest);
      onMake();
    },
    onError: () => setBefore(undefined),
  });
  useEffect(() => {
    if (before !== undefined && !isRunning) void client.invalidateQueries({ queryKey: ["customers"] });
  }, [before, isRunning, client]);
  return (
    <>
      <label htmlFor="edition-as-of">{t("day")}</label>
      <DayInput id="edition-as-of" value={asOf} max={today} onChange={setAsOf} />
      <Button
        type="primary"
        loading={start.isPending || isRunning}
        disabled={asOf === ""}
        onClick={() => start.mutate(asOf)}
      >
        {t("make")}
      </Button>
      {isRunning && <span role="status">{t("making")}</span>}
      <Refusal error={start.error} />
    </>
  );
}

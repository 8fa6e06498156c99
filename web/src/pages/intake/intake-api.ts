import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";
import type { AlarmSearch, IntakeSearch } from "./search.ts";

type Schemas = components["schemas"];

export type IntakeLive = Schemas["IntakeLive"];
export type CollectorLive = Schemas["CollectorLive"];
export type PipeAlarm = Schemas["PipeAlarmList"]["items"][number];
export type PipeParameter = Schemas["PipeAlarmList"]["parameters"][number];

const liveEveryMs = 2_000;
const alarmsEveryMs = 10_000;

/** What is coming in; asked again every two seconds while the page is seen. */
export function liveQuery({ order = "rate", enterprise }: IntakeSearch) {
  return queryOptions({
    queryKey: ["intake-live", order, enterprise ?? null],
    queryFn: () =>
      answerOf(
        api.GET("/v1/intake/live", {
          params: {
            query: { order, limit: 200, ...(enterprise === undefined ? {} : { enterpriseId: enterprise }) },
          },
        }),
      ),
    refetchInterval: liveEveryMs,
    placeholderData: keepPreviousData,
  });
}

/** Alarms of the pipe, newest first. */
export function alarmsQuery({ state = "open", collector }: AlarmSearch) {
  return queryOptions({
    queryKey: ["pipe-alarms", state, collector ?? null],
    queryFn: () =>
      answerOf(
        api.GET("/v1/intake/alarms", {
          params: {
            query: {
              open: state === "open" ? "true" : "false",
              limit: 200,
              ...(collector === undefined ? {} : { collector }),
            },
          },
        }),
      ),
    refetchInterval: alarmsEveryMs,
    placeholderData: keepPreviousData,
  });
}

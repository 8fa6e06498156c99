import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answerOf, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";
import type { Today } from "./today.ts";

export type LiveToday = components["schemas"]["FactoryToday"];

function liveQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: ["factory-today", enterpriseId],
    queryFn: () =>
      answerOf(
        api.GET("/v1/enterprises/{enterpriseId}/today", { params: { path: { enterpriseId }, query: {} } }),
      ),
  });
}

/** How the factory runs, told again by the server seconds after its machines told anything. */
export function useLiveToday(enterpriseId: string): LiveToday | null {
  const queries = useQueryClient();
  useEffect(() => {
    const events = new EventSource(`/v1/enterprises/${encodeURIComponent(enterpriseId)}/today/events`);
    events.addEventListener("today", (event: MessageEvent<string>) => {
      queries.setQueryData(liveQuery(enterpriseId).queryKey, JSON.parse(event.data) as LiveToday);
    });
    return () => events.close();
  }, [enterpriseId, queries]);
  // The stream begins with what holds now; a question of its own would be a second read.
  return useQuery({ ...liveQuery(enterpriseId), enabled: false }).data ?? null;
}

/** What the live figures say of the day shown, or of a newer one, takes the place of what was read before. */
export function withLive(today: Today, live: LiveToday | null): Today {
  const figures = live?.figures ?? null;
  if (figures === null || (today.day !== null && figures.day < today.day)) return today;
  const before = live?.before ?? null;
  return {
    ...today,
    day: figures.day,
    machines: {
      running: figures.machinesRun,
      known: figures.machinesKnown,
      all: Math.max(today.machines.all, figures.machinesKnown),
    },
    runHours: figures.runMinutes / 60,
    goodCount: figures.goodCount,
    goodCountBefore: before?.goodCount ?? null,
    scrapCount: figures.scrapCount,
    wattHours: figures.energyWh,
    wattHoursBefore: before?.energyWh ?? null,
    wattHoursLastYear: figures.day === today.day ? today.wattHoursLastYear : null,
  };
}

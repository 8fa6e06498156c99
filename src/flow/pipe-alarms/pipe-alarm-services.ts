import type { TaskSource } from "#access";
import type { Parameter } from "#kernel";
import type { PipeAlarm } from "./pipe-alarm.ts";
import type { PipeAlarmPage, PipeAlarmStore } from "./pipe-alarm-store.ts";
import { pipeAlarmParameters } from "./parameters.ts";

/** An alarm with the name of its collector. */
export type ShownPipeAlarm = PipeAlarm & { readonly collectorName: string | null };

/** What pages and commands need of the pipe's alarms. */
export interface PipeAlarmServices {
  list(
    partyId: string,
    page: PipeAlarmPage,
  ): Promise<{ readonly total: number; readonly items: readonly ShownPipeAlarm[] }>;
  readonly parameters: readonly Parameter<number>[];
  /** What waits for those who run the platform: one task for every kind that is open. */
  readonly tasks: TaskSource;
}

/** Opens the reading side of the alarms. */
export function openPipeAlarms(
  store: PipeAlarmStore,
  collectorName: (collectorId: string) => string | null,
): PipeAlarmServices {
  return {
    list: async (partyId, page) => {
      const { total, items } = await store.list(partyId, page);
      return { total, items: items.map((one) => ({ ...one, collectorName: collectorName(one.collector) })) };
    },
    parameters: Object.values(pipeAlarmParameters),
    tasks: {
      listTasks: async ({ account }) => {
        if (account.role !== "platformOperator" && account.role !== "administrator") return [];
        const open = await store.listOpen(account.partyId);
        return [...Map.groupBy(open, ({ kind }) => kind)].map(([kind, alarms]) => ({
          kind: `pipe.${kind}`,
          parameters: {
            count: alarms.length,
            collector: collectorName(alarms[0]?.collector ?? "") ?? alarms[0]?.collector ?? "",
          },
          href: "/intake/alarms",
          dueOn: null,
        }));
      },
    },
  };
}

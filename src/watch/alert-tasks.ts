import type { TaskSource } from "#access";
import type { Task } from "#access";
import { isOpen } from "./alert.ts";
import type { WatchStore } from "./watch-store.ts";

const openStates = ["raised", "assigned", "investigated", "acted"] as const;

/** What waits because of alerts: a person's own, and for the risk officer those that nobody has or that are late. */
export function createAlertTasks(store: WatchStore): TaskSource {
  return {
    listTasks: async ({ account, party }) => {
      if (party.kind !== "bank") return [];
      const alerts = await store.listAlerts(party.id, { states: openStates });
      const tasks: Task[] = [];
      const mine = alerts.filter(({ ownerId, state }) => ownerId === account.id && isOpen(state));
      if (mine.length > 0) {
        const dueOn = mine.map((alert) => alert.dueOn).sort()[0] ?? null;
        tasks.push({
          kind: "watch.settle",
          parameters: { count: mine.length },
          href: "/watch/alerts",
          dueOn,
        });
      }
      if (account.role === "riskOfficer") {
        const nobodys = alerts.filter(({ ownerId }) => ownerId === null).length;
        const late = alerts.filter(({ escalatedOn }) => escalatedOn !== null).length;
        if (nobodys > 0) {
          tasks.push({
            kind: "watch.assign",
            parameters: { count: nobodys },
            href: "/watch/alerts",
            dueOn: null,
          });
        }
        if (late > 0) {
          tasks.push({
            kind: "watch.escalated",
            parameters: { count: late },
            href: "/watch/alerts",
            dueOn: null,
          });
        }
      }
      return tasks;
    },
  };
}

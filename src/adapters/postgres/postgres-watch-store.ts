import { sql, type Transaction } from "kysely";
import {
  byUrgency,
  type AlertChange,
  type RuleStatus,
  type WatchedEnterprise,
  watchFaults,
  type WatchRun,
  type WatchStore,
} from "#watch";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";
import { alertRow, eventRow, readAlert, readEntry, readEvent, readRun, readStatus } from "./watch-rows.ts";

/** Alerts, their runs and the watch list in PostgreSQL. */
export function createWatchStore(record: SystemOfRecord): WatchStore {
  return { ...registerOf(record), ...runsOf(record), ...alertsOf(record), ...entriesOf(record) };
}

function registerOf(record: SystemOfRecord): Pick<WatchStore, "listEnterprises" | "listPeople" | "keep"> {
  return {
    listEnterprises: async (partyId) =>
      await record.inParty(partyId, async (transaction) => {
        const { rows } = await sql<WatchedEnterprise>`
select enterprise.enterprise_id as id, enterprise.dataset, enterprise.name, enterprise.industry,
  keeper.account_manager_id as "accountManagerId", keeper.post_loan_manager_id as "postLoanManagerId"
from touchstone.enterprise
left join touchstone.customer_keeper as keeper
  on keeper.party_id = enterprise.party_id and keeper.enterprise_id = enterprise.enterprise_id
where enterprise.party_id = ${partyId}
order by enterprise.name, enterprise.enterprise_id`.execute(transaction);
        return rows;
      }),
    listPeople: async (partyId) =>
      await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("app_user")
          .select(["user_id as id", "name", "role"])
          .where("party_id", "=", partyId)
          .orderBy("name")
          .execute(),
      ),
    keep: async (partyId, { id, accountManagerId, postLoanManagerId }) => {
      const columns = { account_manager_id: accountManagerId, post_loan_manager_id: postLoanManagerId };
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("customer_keeper")
          .values({ party_id: partyId, enterprise_id: id, ...columns })
          .onConflict((conflict) => conflict.columns(["party_id", "enterprise_id"]).doUpdateSet(columns))
          .execute(),
      );
    },
  };
}

function runsOf(
  record: SystemOfRecord,
): Pick<WatchStore, "findRun" | "listRuns" | "saveRun" | "saveChanges"> {
  return {
    findRun: async (partyId, asOf, knownAt) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("watch_run")
          .selectAll()
          .where("as_of", "=", asOf)
          .where("known_at", "=", knownAt)
          .executeTakeFirst(),
      );
      return row === undefined ? null : readRun(row);
    },
    listRuns: async (partyId, limit) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("watch_run")
          .selectAll()
          .orderBy("as_of", "desc")
          .orderBy("at_ms", "desc")
          .limit(limit)
          .execute(),
      );
      return rows.map(readRun);
    },
    saveRun: async (partyId, run, changes, statuses) => {
      await record.inParty(partyId, async (transaction) => {
        await insertRun(transaction, partyId, run);
        for (const change of changes) await saveChange(transaction, partyId, change);
        await saveStatuses(transaction, partyId, statuses);
      });
    },
    saveChanges: async (partyId, changes, statuses) => {
      await record.inParty(partyId, async (transaction) => {
        for (const change of changes) await saveChange(transaction, partyId, change);
        await saveStatuses(transaction, partyId, statuses);
      });
    },
  };
}

async function insertRun(transaction: Transaction<Tables>, partyId: string, run: WatchRun): Promise<void> {
  await transaction
    .insertInto("watch_run")
    .values({
      party_id: partyId,
      run_id: run.id,
      as_of: run.asOf,
      known_at: run.knownAt,
      enterprises: run.enterprises,
      raised: run.raised,
      worsened: run.worsened,
      ended: run.ended,
      not_computable: run.notComputable,
      started_by: run.startedBy,
      at_ms: run.atMs,
    })
    .execute();
}

async function saveChange(
  transaction: Transaction<Tables>,
  partyId: string,
  change: AlertChange,
): Promise<void> {
  const row = alertRow(partyId, change.alert);
  if (change.isNew) await transaction.insertInto("alert").values(row).execute();
  else await transaction.updateTable("alert").set(row).where("alert_id", "=", change.alert.id).execute();
  if (change.event.action === "hold") return;
  await transaction
    .insertInto("alert_event")
    .values(eventRow(partyId, change.alert.id, change.event))
    .execute();
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const statusesAtOnce = 2000;

async function saveStatuses(
  transaction: Transaction<Tables>,
  partyId: string,
  statuses: readonly RuleStatus[],
): Promise<void> {
  for (let place = 0; place < statuses.length; place += statusesAtOnce) {
    const rows = statuses.slice(place, place + statusesAtOnce).map((status) => ({
      party_id: partyId,
      enterprise_id: status.enterpriseId,
      rule: status.rule,
      as_of: status.asOf,
      kind: status.kind,
      reason: status.reason,
    }));
    await transaction
      .insertInto("watch_status")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["party_id", "enterprise_id", "rule"]).doUpdateSet((excluded) => ({
          as_of: excluded.ref("excluded.as_of"),
          kind: excluded.ref("excluded.kind"),
          reason: excluded.ref("excluded.reason"),
        })),
      )
      .execute();
  }
}

function alertsOf(
  record: SystemOfRecord,
): Pick<WatchStore, "listAlerts" | "findAlert" | "historyOf" | "changeAlert" | "statusesOf"> {
  return {
    listAlerts: async (partyId, filter = {}) => {
      const { states, levels, ownerId, enterpriseId, raisedFrom } = filter;
      const rows = await record.inParty(partyId, async (transaction) => {
        let query = transaction.selectFrom("alert").selectAll();
        if (states !== undefined) query = query.where("state", "in", [...states]);
        if (levels !== undefined) query = query.where("level", "in", [...levels]);
        if (ownerId !== undefined) query = query.where("owner_id", "=", ownerId);
        if (enterpriseId !== undefined) query = query.where("enterprise_id", "=", enterpriseId);
        if (raisedFrom !== undefined) query = query.where("raised_on", ">=", raisedFrom);
        return await query.execute();
      });
      return rows.map(readAlert).sort(byUrgency);
    },
    findAlert: async (partyId, alertId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("alert").selectAll().where("alert_id", "=", alertId).executeTakeFirst(),
      );
      return row === undefined ? null : readAlert(row);
    },
    historyOf: async (partyId, alertId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("alert_event")
          .selectAll()
          .where("alert_id", "=", alertId)
          .orderBy("event_id")
          .execute(),
      );
      return rows.map(readEvent);
    },
    changeAlert: async (partyId, change, from) => {
      await record.inParty(partyId, async (transaction) => {
        const found = await transaction
          .selectFrom("alert")
          .select("state")
          .where("alert_id", "=", change.alert.id)
          .forUpdate()
          .executeTakeFirst();
        if (found?.state !== from) throw watchFaults.fault("WATCH_ALERT_CHANGED", { id: change.alert.id });
        await saveChange(transaction, partyId, change);
      });
    },
    statusesOf: async (partyId, enterpriseId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("watch_status")
          .selectAll()
          .where("enterprise_id", "=", enterpriseId)
          .execute(),
      );
      return rows.map(readStatus);
    },
  };
}

function entriesOf(record: SystemOfRecord): Pick<WatchStore, "listEntries" | "addEntry" | "endEntry"> {
  return {
    listEntries: async (partyId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("watch_entry")
          .selectAll()
          .orderBy("since_on", "desc")
          .orderBy("entry_id")
          .execute(),
      );
      return rows.map(readEntry);
    },
    addEntry: async (partyId, entry) => {
      const added = await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("watch_entry")
          .values({
            party_id: partyId,
            entry_id: entry.id,
            enterprise_id: entry.enterpriseId,
            since_on: entry.sinceOn,
            review_on: entry.reviewOn,
            reason: entry.reason,
            added_by: entry.addedBy,
            ended_on: null,
            ended_by: null,
            end_reason: null,
          })
          .onConflict((conflict) =>
            conflict.columns(["party_id", "enterprise_id"]).where("ended_on", "is", null).doNothing(),
          )
          .executeTakeFirst(),
      );
      if (added.numInsertedOrUpdatedRows !== 1n)
        throw watchFaults.fault("WATCH_ENTRY_EXISTS", { enterprise: entry.enterpriseId });
    },
    endEntry: async (partyId, entryId, { on, by, reason }) => {
      const ended = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("watch_entry")
          .set({ ended_on: on, ended_by: by, end_reason: reason })
          .where("entry_id", "=", entryId)
          .where("ended_on", "is", null)
          .executeTakeFirst(),
      );
      if (ended.numUpdatedRows !== 1n) throw watchFaults.fault("WATCH_ENTRY_NOT_FOUND", { id: entryId });
    },
  };
}

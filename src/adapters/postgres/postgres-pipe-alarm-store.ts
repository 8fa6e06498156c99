import type { Selectable } from "kysely";
import type { AlarmFigures, Clearing, PipeAlarm, PipeAlarmKind, PipeAlarmStore } from "#flow";
import type { PipeAlarmTables } from "./schema/pipe-alarms.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** Alarms of the pipe in PostgreSQL; the index over open ones keeps a second look from raising another. */
export function createPipeAlarmStore(record: SystemOfRecord): PipeAlarmStore {
  return {
    raise: async (alarm) => {
      const added = await record.inParty(alarm.partyId, async (transaction) =>
        transaction
          .insertInto("pipe_alarm")
          .values({
            party_id: alarm.partyId,
            alarm_id: alarm.id,
            kind: alarm.kind,
            collector_id: alarm.collector,
            enterprise_id: alarm.enterpriseId,
            raised_at_ms: alarm.raisedAtMs,
            seen_at_ms: alarm.seenAtMs,
            cleared_at_ms: null,
            cleared_by: null,
            figures: JSON.stringify(alarm.figures),
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst(),
      );
      return added.numInsertedOrUpdatedRows === 1n;
    },
    renew: async (partyId, alarmId, { atMs, figures }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("pipe_alarm")
          .set({ seen_at_ms: atMs, figures: JSON.stringify(figures) })
          .where("alarm_id", "=", alarmId)
          .where("cleared_at_ms", "is", null)
          .execute(),
      );
    },
    clear: async (partyId, alarmId, { atMs, by }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("pipe_alarm")
          .set({ cleared_at_ms: atMs, cleared_by: by })
          .where("alarm_id", "=", alarmId)
          .where("cleared_at_ms", "is", null)
          .execute(),
      );
    },
    ...readsOf(record),
  };
}

function readsOf(record: SystemOfRecord): Pick<PipeAlarmStore, "listOpen" | "listSince" | "list"> {
  return {
    listOpen: async (partyId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("pipe_alarm")
          .selectAll()
          .where("cleared_at_ms", "is", null)
          .orderBy("raised_at_ms", "desc")
          .execute(),
      );
      return rows.map(readAlarm);
    },
    listSince: async (partyId, fromMs) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("pipe_alarm")
          .selectAll()
          .where((where) =>
            where.or([where("cleared_at_ms", "is", null), where("cleared_at_ms", ">=", fromMs)]),
          )
          .orderBy("raised_at_ms")
          .orderBy("alarm_id")
          .execute(),
      );
      return rows.map(readAlarm);
    },
    list: async (partyId, { isOpenOnly, collector, offset, limit }) =>
      await record.inParty(partyId, async (transaction) => {
        const all = transaction.selectFrom("pipe_alarm");
        const open = isOpenOnly ? all.where("cleared_at_ms", "is", null) : all;
        const wanted = collector === undefined ? open : open.where("collector_id", "=", collector);
        const { total } = await wanted
          .select((expression) => expression.fn.countAll<string>().as("total"))
          .executeTakeFirstOrThrow();
        const rows = await wanted
          .selectAll()
          .orderBy("raised_at_ms", "desc")
          .orderBy("alarm_id")
          .offset(offset)
          .limit(limit)
          .execute();
        return { total: Number(total), items: rows.map(readAlarm) };
      }),
  };
}

function readAlarm(row: Selectable<PipeAlarmTables["pipe_alarm"]>): PipeAlarm {
  return {
    id: row.alarm_id,
    partyId: row.party_id,
    kind: row.kind as PipeAlarmKind,
    collector: row.collector_id,
    enterpriseId: row.enterprise_id,
    raisedAtMs: row.raised_at_ms,
    seenAtMs: row.seen_at_ms,
    clearedAtMs: row.cleared_at_ms,
    clearedBy: row.cleared_by as Clearing | null,
    figures: row.figures as AlarmFigures,
  };
}

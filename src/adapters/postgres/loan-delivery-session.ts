import { sql } from "kysely";
import {
  type BookSession,
  type DeliveredRows,
  type LoanBefore,
  type LoanFileKind,
  type LoanFileMapping,
  type LoanFileRow,
  loanFileKinds,
  type RowValues,
} from "#lending";
import { deliveryOf } from "./loan-book-rows.ts";
import { chunksOf, type SessionBase } from "./loan-session-base.ts";

type DeliverySession = Pick<
  BookSession,
  | "findDeliveryBySha"
  | "deliveryOn"
  | "deliveriesAfter"
  | "lastBusinessDate"
  | "keptMapping"
  | "rowsOf"
  | "bookBefore"
  | "addDelivery"
  | "addRows"
  | "supersede"
  | "setRecheck"
>;

/** Deliveries and the book before one, within a transaction. */
export function deliverySession(base: SessionBase): DeliverySession {
  const { transaction, partyId } = base;
  const accepted = () =>
    transaction
      .selectFrom("loan_delivery")
      .selectAll()
      .where("party_id", "=", partyId)
      .where("state", "=", "accepted");
  return {
    findDeliveryBySha: async (sha256) => {
      const row = await transaction
        .selectFrom("loan_delivery")
        .selectAll()
        .where("party_id", "=", partyId)
        .where("sha256", "=", sha256)
        .executeTakeFirst();
      return row === undefined ? null : deliveryOf(row);
    },
    deliveryOn: async (businessDate) => {
      const row = await accepted().where("business_date", "=", businessDate).executeTakeFirst();
      return row === undefined ? null : deliveryOf(row);
    },
    deliveriesAfter: async (businessDate) =>
      (await accepted().where("business_date", ">", businessDate).orderBy("business_date").execute()).map(
        deliveryOf,
      ),
    lastBusinessDate: async () =>
      (await accepted().orderBy("business_date", "desc").limit(1).executeTakeFirst())?.business_date ?? null,
    keptMapping: async () => {
      const row = await accepted().orderBy("business_date", "desc").limit(1).executeTakeFirst();
      return (row?.mapping as LoanFileMapping | undefined) ?? null;
    },
    rowsOf: async ({ id, files }) => {
      const rows = await transaction
        .selectFrom("loan_delivery_row")
        .select(["kind", "row_number", "raw", "fields"])
        .where("party_id", "=", partyId)
        .where("delivery_id", "=", id)
        .orderBy("row_number")
        .execute();
      const byKind = Map.groupBy(rows, ({ kind }) => kind);
      const entries = loanFileKinds.map((kind) => [
        kind,
        {
          name: files.find((file) => file.kind === kind)?.name ?? kind,
          rows: (byKind.get(kind) ?? []).map(
            (row): LoanFileRow => ({
              row: row.row_number,
              raw: row.raw,
              values: row.fields as RowValues,
            }),
          ),
        },
      ]);
      return Object.fromEntries(entries) as DeliveredRows;
    },
    bookBefore: async (businessDate, repaymentIds) => ({
      lastDate:
        (
          await accepted()
            .where("business_date", "<", businessDate)
            .orderBy("business_date", "desc")
            .limit(1)
            .executeTakeFirst()
        )?.business_date ?? null,
      loans: await loansBefore(base, businessDate),
      usedRepaymentIds: await usedIds(base, businessDate, repaymentIds),
      platformCodes: await platformCodes(base),
    }),
    addDelivery: async (delivery, mapping) => {
      await transaction
        .insertInto("loan_delivery")
        .values({
          party_id: partyId,
          delivery_id: delivery.id,
          business_date: delivery.businessDate,
          previous_date: delivery.previousDate,
          number: delivery.number,
          state: delivery.state,
          superseded_by: delivery.supersededBy,
          sha256: delivery.sha256,
          mapping: JSON.stringify(mapping),
          files: JSON.stringify(delivery.files),
          warnings: JSON.stringify(delivery.warnings),
          recheck: JSON.stringify(delivery.recheck),
          received_at_ms: delivery.receivedAtMs,
        })
        .execute();
    },
    addRows: async (deliveryId, files) => await addRows(base, deliveryId, files),
    supersede: async (deliveryId, by) => await supersede(base, deliveryId, by),
    setRecheck: async (deliveryId, findings) => {
      await transaction
        .updateTable("loan_delivery")
        .set({ recheck: JSON.stringify(findings) })
        .where("party_id", "=", partyId)
        .where("delivery_id", "=", deliveryId)
        .execute();
    },
  };
}

/** Each loan's newest closing balance before the date, by what is accepted now. */
async function loansBefore(
  { transaction, partyId }: SessionBase,
  businessDate: string,
): Promise<ReadonlyMap<string, LoanBefore>> {
  const rows = await transaction
    .selectFrom("loan_account")
    .innerJoin("loan", (join) =>
      join
        .onRef("loan.loan_id", "=", "loan_account.loan_id")
        .onRef("loan.party_id", "=", "loan_account.party_id"),
    )
    .distinctOn("loan_account.loan_id")
    .select(["loan.number", "loan.principal_fen", "loan.drawn_on", "loan_account.closing_fen"])
    .where("loan_account.party_id", "=", partyId)
    .where("loan_account.is_effective", "=", true)
    .where("loan_account.business_date", "<", businessDate)
    .orderBy("loan_account.loan_id")
    .orderBy("loan_account.business_date", "desc")
    .execute();
  return new Map(
    rows.map((row) => [
      row.number,
      {
        principalFen: BigInt(row.principal_fen),
        drawnOn: row.drawn_on,
        closingFen: BigInt(row.closing_fen),
      },
    ]),
  );
}

/** Receipts of the same numbers that other business dates brought. */
async function usedIds(
  { transaction, partyId }: SessionBase,
  businessDate: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  for (const chunk of chunksOf(ids)) {
    const rows = await transaction
      .selectFrom("loan_repayment")
      .leftJoin("loan_delivery", (join) =>
        join
          .onRef("loan_delivery.delivery_id", "=", "loan_repayment.delivery_id")
          .onRef("loan_delivery.party_id", "=", "loan_repayment.party_id"),
      )
      .select("receipt")
      .where("loan_repayment.party_id", "=", partyId)
      .where("loan_repayment.is_effective", "=", true)
      .where("receipt", "in", chunk)
      .where((where) =>
        where.or([
          where("loan_delivery.business_date", "is", null),
          where("loan_delivery.business_date", "!=", businessDate),
        ]),
      )
      .execute();
    for (const { receipt } of rows) used.add(receipt);
  }
  return used;
}

async function platformCodes({ transaction }: SessionBase): Promise<ReadonlySet<string>> {
  const found = await sql<{ code: string }>`
    select code from touchstone.known_parties() where kind = 'platform'`.execute(transaction);
  return new Set(found.rows.map(({ code }) => code));
}

async function addRows(
  { transaction, partyId }: SessionBase,
  deliveryId: string,
  files: DeliveredRows,
): Promise<void> {
  for (const [kind, { rows }] of Object.entries(files) as [LoanFileKind, DeliveredRows[LoanFileKind]][]) {
    for (const chunk of chunksOf(rows)) {
      await transaction
        .insertInto("loan_delivery_row")
        .values(
          chunk.map(({ row, raw, values }) => ({
            party_id: partyId,
            delivery_id: deliveryId,
            kind,
            row_number: row,
            loan_number: values["number"] ?? "",
            raw,
            fields: JSON.stringify(values),
          })),
        )
        .execute();
    }
  }
}

/** What a superseded delivery brought stays, but no longer counts. */
async function supersede(
  { transaction, partyId }: SessionBase,
  deliveryId: string,
  by: string,
): Promise<void> {
  await transaction
    .updateTable("loan_delivery")
    .set({ state: "superseded", superseded_by: by })
    .where("party_id", "=", partyId)
    .where("delivery_id", "=", deliveryId)
    .execute();
  for (const table of ["loan_schedule", "loan_repayment", "loan_account", "loan_bank_class"] as const) {
    await transaction
      .updateTable(table)
      .set({ is_effective: false })
      .where("party_id", "=", partyId)
      .where("delivery_id", "=", deliveryId)
      .execute();
  }
  await transaction
    .deleteFrom("reconciliation")
    .where("party_id", "=", partyId)
    .where("delivery_id", "=", deliveryId)
    .execute();
}

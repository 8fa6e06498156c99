import type { Transaction } from "kysely";
import type { BookLoan, ClassMove, ClassState, LoanBook, LoanClass, ScheduleVersion } from "#lending";
import { dayOf, factOf, loanOf, moveOf } from "./loan-book-rows.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The loans of a bank as other rooms read them; the database shows a party what is its own or shared with it. */
export function createLoanBook(record: SystemOfRecord): LoanBook {
  return {
    findLoan: async (partyId, loanId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("loan").selectAll().where("loan_id", "=", loanId).executeTakeFirst(),
      );
      return row === undefined ? null : loanOf(row);
    },
    listLoans: async (partyId, filter = {}) => {
      const { enterpriseId } = filter;
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("loan")
          .selectAll()
          .$if(enterpriseId !== undefined, (query) => query.where("enterprise_id", "=", enterpriseId ?? ""))
          .orderBy("number")
          .execute(),
      );
      return rows.map(loanOf);
    },
    dayOf: async (partyId, loanId, on) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("loan_day")
          .selectAll()
          .where("loan_id", "=", loanId)
          .where("business_date", "<=", on)
          .orderBy("business_date", "desc")
          .limit(1)
          .executeTakeFirst(),
      );
      return row === undefined ? null : dayOf(row);
    },
    daysOf: async (partyId, loanId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("loan_day")
          .selectAll()
          .where("loan_id", "=", loanId)
          .orderBy("business_date")
          .execute(),
      );
      return rows.map(dayOf);
    },
    classOf: async (partyId, loanId, on) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("loan_class")
          .selectAll()
          .where("loan_id", "=", loanId)
          .where("proposed_on", "<=", on)
          .orderBy("ordinal")
          .execute(),
      );
      const moves = rows.map(moveOf);
      const hasEnded = ({ endedOn }: ClassMove) => endedOn !== null && endedOn <= on;
      const confirmed = moves.findLast((move) => move.state === "approved" && hasEnded(move)) ?? null;
      const open =
        moves.findLast((move) => !hasEnded(move) && move.direction !== "upgrade" && wasProposed(move)) ??
        null;
      return {
        confirmed: confirmed?.to ?? null,
        confirmedOn: confirmed?.endedOn ?? null,
        proposed: open?.to ?? null,
        triggers: (open ?? confirmed)?.triggers ?? [],
      };
    },
  };
}

function wasProposed({ state }: ClassMove): boolean {
  return state !== "suggested";
}

/** Everything that days and classes are worked out from, of one loan of the party or of all. */
export async function readBookLoans(
  transaction: Transaction<Tables>,
  partyId: string,
  loanId: string | null = null,
): Promise<readonly BookLoan[]> {
  const loans = await transaction
    .selectFrom("loan")
    .leftJoin("loan_delivery", (join) =>
      join
        .onRef("loan_delivery.delivery_id", "=", "loan.first_delivery_id")
        .onRef("loan_delivery.party_id", "=", "loan.party_id"),
    )
    .selectAll("loan")
    .select("loan_delivery.business_date as since_on")
    .where("loan.party_id", "=", partyId)
    .$if(loanId !== null, (query) => query.where("loan.loan_id", "=", loanId ?? ""))
    .orderBy("loan.number")
    .execute();
  const schedules = groupByLoan(await effectiveSchedules(transaction, partyId));
  const receipts = groupByLoan(
    await transaction
      .selectFrom("loan_repayment")
      .select(["loan_id", "paid_on", "principal_fen", "interest_fen", "written_off_fen"])
      .where("party_id", "=", partyId)
      .where("is_effective", "=", true)
      .orderBy("paid_on")
      .execute(),
  );
  const facts = groupByLoan(
    await transaction.selectFrom("loan_fact").selectAll().where("party_id", "=", partyId).execute(),
  );
  const classes = groupByLoan(
    await transaction
      .selectFrom("loan_bank_class")
      .select(["loan_id", "on_day", "class"])
      .where("party_id", "=", partyId)
      .where("is_effective", "=", true)
      .orderBy("on_day")
      .execute(),
  );
  const states = await readClassStates(transaction, partyId);
  const delivered = await transaction
    .selectFrom("loan_delivery")
    .select("business_date")
    .where("party_id", "=", partyId)
    .where("state", "=", "accepted")
    .orderBy("business_date", "desc")
    .limit(1)
    .executeTakeFirst();
  return loans.map((row) => ({
    loan: loanOf(row),
    isRenewal: row.is_renewal,
    restructuredOn: row.restructured_on as readonly string[],
    history: {
      drawnOn: row.drawn_on,
      principalFen: BigInt(row.principal_fen),
      schedules: versionsOf(schedules.get(row.loan_id) ?? []),
      receipts: (receipts.get(row.loan_id) ?? []).map((receipt) => ({
        paidOn: receipt.paid_on,
        principalFen: BigInt(receipt.principal_fen),
        interestFen: BigInt(receipt.interest_fen),
        writtenOffFen: BigInt(receipt.written_off_fen),
      })),
    },
    facts: (facts.get(row.loan_id) ?? []).map(factOf),
    classState: states.get(row.loan_id) ?? { confirmed: null, open: null },
    bankClasses: (classes.get(row.loan_id) ?? []).map((one) => ({
      on: one.on_day,
      loanClass: one.class as LoanClass,
    })),
    sinceOn: row.since_on ?? row.drawn_on,
    knownUntil: row.source === "mirrored" ? (delivered?.business_date ?? null) : null,
  }));
}

async function effectiveSchedules(transaction: Transaction<Tables>, partyId: string) {
  return await transaction
    .selectFrom("loan_schedule")
    .select(["loan_id", "version", "effective_on", "instalment", "due_on", "principal_fen", "interest_fen"])
    .where("party_id", "=", partyId)
    .where("is_effective", "=", true)
    .orderBy("effective_on")
    .orderBy("version")
    .orderBy("instalment")
    .execute();
}

type ScheduleRow = Awaited<ReturnType<typeof effectiveSchedules>>[number];

function versionsOf(rows: readonly ScheduleRow[]): ScheduleVersion[] {
  const versions = Map.groupBy(rows, ({ version }) => version);
  return [...versions].map(([version, instalments]) => ({
    version,
    effectiveOn: instalments[0]?.effective_on ?? "",
    instalments: instalments.map((row) => ({
      instalment: row.instalment,
      dueOn: row.due_on,
      principalFen: BigInt(row.principal_fen),
      interestFen: BigInt(row.interest_fen),
    })),
  }));
}

async function readClassStates(
  transaction: Transaction<Tables>,
  partyId: string,
): Promise<Map<string, ClassState>> {
  const rows = await transaction
    .selectFrom("loan_class")
    .selectAll()
    .where("party_id", "=", partyId)
    .where("state", "in", ["suggested", "proposed", "recognised", "approved"])
    .orderBy("ordinal")
    .execute();
  const states = new Map<string, ClassState>();
  for (const move of rows.map(moveOf)) {
    const state = states.get(move.loanId) ?? { confirmed: null, open: null };
    states.set(
      move.loanId,
      move.state === "approved" ? { ...state, confirmed: move.to } : { ...state, open: move },
    );
  }
  return states;
}

function groupByLoan<T extends { readonly loan_id: string }>(rows: readonly T[]): Map<string, T[]> {
  return Map.groupBy(rows, ({ loan_id }) => loan_id);
}

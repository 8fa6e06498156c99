import { sql } from "kysely";
import type { BankAccountDay, BookSession, ContractRow, LoanClass } from "#lending";
import { addSchedule, saveOwnLoan } from "./own-loan-rows.ts";
import { readBookLoans } from "./postgres-loan-book-reads.ts";
import { chunksOf, type SessionBase } from "./loan-session-base.ts";

type LoanSession = Pick<
  BookSession,
  | "saveContracts"
  | "matchEnterprises"
  | "addSchedules"
  | "addRepayments"
  | "addBankClasses"
  | "addAccounts"
  | "saveOwnLoan"
  | "readLoans"
  | "saveStandings"
  | "accountsOn"
>;

/** Loans, schedules and receipts within a transaction. */
export function loanSession(base: SessionBase): LoanSession {
  const { transaction, partyId } = base;
  const idOf = async (numbers: readonly string[]) => await loanIds(base, numbers);
  return {
    saveContracts: async (deliveryId, contracts) => await saveContracts(base, deliveryId, contracts),
    matchEnterprises: async () => {
      await sql`update touchstone.loan l set enterprise_id = found.enterprise_id
        from (select uscc, min(enterprise_id) as enterprise_id from touchstone.enterprise
          where uscc is not null group by uscc having count(distinct enterprise_id) = 1) found
        where l.party_id = ${partyId} and l.enterprise_id is null
          and upper(l.borrower_code) = found.uscc`.execute(transaction);
    },
    addSchedules: async (delivery, instalments) => {
      const groups = Map.groupBy(instalments, ({ number }) => number);
      const ids = await idOf([...groups.keys()]);
      let added = 0;
      for (const [number, group] of groups) {
        const loanId = ids.get(number) ?? "";
        const isNew = await addSchedule(
          base,
          { loanId, deliveryId: delivery.id },
          delivery.businessDate,
          group,
        );
        if (isNew) added++;
      }
      return added;
    },
    addRepayments: async (deliveryId, repayments) => {
      const ids = await idOf(repayments.map(({ number }) => number));
      for (const chunk of chunksOf(repayments)) {
        await transaction
          .insertInto("loan_repayment")
          .values(
            chunk.map((row) => ({
              party_id: partyId,
              loan_id: ids.get(row.number) ?? "",
              delivery_id: deliveryId,
              receipt: row.id,
              paid_on: row.paidOn,
              principal_fen: row.principalFen.toString(),
              interest_fen: row.interestFen.toString(),
              penalty_fen: row.penaltyFen.toString(),
              written_off_fen: "0",
            })),
          )
          .execute();
      }
    },
    addBankClasses: async (deliveryId, classes) => {
      const ids = await idOf(classes.map(({ number }) => number));
      for (const chunk of chunksOf(classes)) {
        await transaction
          .insertInto("loan_bank_class")
          .values(
            chunk.map(({ number, on, loanClass }) => ({
              party_id: partyId,
              loan_id: ids.get(number) ?? "",
              delivery_id: deliveryId,
              on_day: on,
              class: loanClass,
            })),
          )
          .execute();
      }
    },
    addAccounts: async (delivery, accounts) => {
      const ids = await idOf(accounts.map(({ number }) => number));
      for (const chunk of chunksOf(accounts)) {
        await transaction
          .insertInto("loan_account")
          .values(
            chunk.map((row) => ({
              party_id: partyId,
              loan_id: ids.get(row.number) ?? "",
              delivery_id: delivery.id,
              business_date: delivery.businessDate,
              closing_fen: row.closingFen.toString(),
              overdue_principal_fen: row.overduePrincipalFen.toString(),
              overdue_interest_fen: row.overdueInterestFen.toString(),
              days_past_due: row.daysPastDue,
            })),
          )
          .execute();
      }
      const writeOffs = accounts.filter(({ writtenOffFen }) => writtenOffFen !== 0n);
      for (const { number, writtenOffFen } of writeOffs) {
        await transaction
          .insertInto("loan_repayment")
          .values({
            party_id: partyId,
            loan_id: ids.get(number) ?? "",
            delivery_id: delivery.id,
            receipt: `write-off ${number} ${delivery.businessDate}`,
            paid_on: delivery.businessDate,
            principal_fen: "0",
            interest_fen: "0",
            penalty_fen: "0",
            written_off_fen: writtenOffFen.toString(),
          })
          .execute();
      }
    },
    saveOwnLoan: async (own, on) => await saveOwnLoan(base, own, on),
    readLoans: async () => await readBookLoans(transaction, partyId),
    saveStandings: async (standings) => {
      for (const { id, balanceFen, state } of standings) {
        await transaction
          .updateTable("loan")
          .set({ balance_fen: balanceFen.toString(), state })
          .where("party_id", "=", partyId)
          .where("loan_id", "=", id)
          .execute();
      }
    },
    accountsOn: async (businessDate) => await accountsOn(base, businessDate),
  };
}

async function loanIds(
  { transaction, partyId }: SessionBase,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const chunk of chunksOf([...new Set(numbers)])) {
    const rows = await transaction
      .selectFrom("loan")
      .select(["number", "loan_id"])
      .where("party_id", "=", partyId)
      .where("number", "in", chunk)
      .execute();
    for (const row of rows) ids.set(row.number, row.loan_id);
  }
  return ids;
}

async function saveContracts(
  base: SessionBase,
  deliveryId: string,
  contracts: readonly ContractRow[],
): ReturnType<BookSession["saveContracts"]> {
  const { transaction, partyId, nextId } = base;
  const idOf = await loanIds(
    base,
    contracts.map(({ number }) => number),
  );
  const fresh: string[] = [];
  for (const contract of contracts) {
    const known = idOf.get(contract.number);
    const columns = contractColumns(contract);
    if (known === undefined) {
      const loanId = nextId();
      idOf.set(contract.number, loanId);
      fresh.push(contract.number);
      await transaction
        .insertInto("loan")
        .values({
          ...columns,
          ...(await linksOf(base, contract)),
          party_id: partyId,
          loan_id: loanId,
          source: "mirrored",
          balance_fen: columns.principal_fen,
          restructured_on: JSON.stringify(contract.restructuredOn === null ? [] : [contract.restructuredOn]),
          first_delivery_id: deliveryId,
        })
        .execute();
    } else {
      await transaction
        .updateTable("loan")
        .set({
          ...columns,
          ...(await linksOf(base, contract)),
          restructured_on: sql<string>`case when ${contract.restructuredOn}::text is null
            or restructured_on @> to_jsonb(array[${contract.restructuredOn}::text]) then restructured_on
            else restructured_on || to_jsonb(array[${contract.restructuredOn}::text]) end`,
        })
        .where("party_id", "=", partyId)
        .where("loan_id", "=", known)
        .execute();
    }
  }
  return { fresh, idOf };
}

function contractColumns(contract: ContractRow) {
  return {
    number: contract.number,
    contract_number: contract.contractNumber,
    borrower_name: contract.borrowerName,
    borrower_code: contract.borrowerCode,
    industry: contract.industry,
    size_class: contract.sizeClass,
    principal_fen: contract.principalFen.toString(),
    annual_rate_ppm: contract.annualRatePpm,
    drawn_on: contract.drawnOn,
    due_on: contract.dueOn,
    method: contract.method,
    security: contract.security,
    regime: contract.regime,
    is_first_loan: contract.isFirstLoan,
    is_renewal: contract.isRenewal,
    channel: contract.platform === null ? "direct" : "platform",
    platform_code: contract.platform?.code ?? null,
    application_number: contract.platform?.applicationNumber ?? null,
    applied_on: contract.platform?.appliedOn ?? null,
    state: contract.state,
  };
}

/** The registered enterprise and platform behind the codes; null where there is none, or more than one. */
async function linksOf({ transaction }: SessionBase, { borrowerCode, platform }: ContractRow) {
  const found = await sql<{ enterprise: string | null; platform: string | null }>`
    select
      (select min(enterprise_id) from touchstone.enterprise
        where uscc = upper(${borrowerCode ?? ""})
        having count(distinct enterprise_id) = 1) as enterprise,
      (select party_id from touchstone.known_parties()
        where kind = 'platform' and lower(code) = lower(${platform?.code ?? ""})) as platform
  `.execute(transaction);
  const [row] = found.rows;
  return { enterprise_id: row?.enterprise ?? null, platform_party_id: row?.platform ?? null };
}

async function accountsOn(
  { transaction, partyId }: SessionBase,
  businessDate: string,
): Promise<readonly BankAccountDay[]> {
  const rows = await transaction
    .selectFrom("loan_account as account")
    .selectAll("account")
    .select((eb) =>
      eb
        .selectFrom("loan_bank_class as c")
        .select("c.class")
        .whereRef("c.party_id", "=", "account.party_id")
        .whereRef("c.loan_id", "=", "account.loan_id")
        .where("c.is_effective", "=", true)
        .where("c.on_day", "<=", businessDate)
        .orderBy("c.on_day", "desc")
        .limit(1)
        .as("bank_class"),
    )
    .where("account.party_id", "=", partyId)
    .where("account.business_date", "=", businessDate)
    .where("account.is_effective", "=", true)
    .execute();
  return rows.map((row) => ({
    loanId: row.loan_id,
    businessDate: row.business_date,
    balanceFen: BigInt(row.closing_fen),
    overduePrincipalFen: BigInt(row.overdue_principal_fen),
    overdueInterestFen: BigInt(row.overdue_interest_fen),
    daysPastDue: row.days_past_due,
    bankClass: row.bank_class as LoanClass | null,
  }));
}

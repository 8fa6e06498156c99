import { sql } from "kysely";
import type {
  BankAccountDay,
  BookSession,
  ContractRow,
  InstalmentRow,
  LoanClass,
  OwnLoanRecord,
} from "#lending";
import { readBookLoans } from "./postgres-loan-book-reads.ts";
import { chunksOf, type SessionBase } from "./postgres-loan-book-store.ts";

type LoanSession = Pick<
  BookSession,
  | "saveContracts"
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
async function linksOf({ transaction, partyId }: SessionBase, { borrowerCode, platform }: ContractRow) {
  const found = await sql<{ enterprise: string | null; platform: string | null }>`
    select
      (select min(enterprise_id) from touchstone.enterprise
        where party_id = ${partyId} and uscc = upper(${borrowerCode ?? ""})
        having count(distinct enterprise_id) = 1) as enterprise,
      (select party_id from touchstone.known_parties()
        where kind = 'platform' and lower(code) = lower(${platform?.code ?? ""})) as platform
  `.execute(transaction);
  const [row] = found.rows;
  return { enterprise_id: row?.enterprise ?? null, platform_party_id: row?.platform ?? null };
}

/** Adds a version when it differs from the current one. @returns whether it did */
async function addSchedule(
  { transaction, partyId }: SessionBase,
  of: { readonly loanId: string; readonly deliveryId: string | null },
  effectiveOn: string,
  instalments: readonly Omit<InstalmentRow, "number">[],
): Promise<boolean> {
  const { loanId, deliveryId } = of;
  const rows = await transaction
    .selectFrom("loan_schedule")
    .select([
      "version",
      "effective_on",
      "is_effective",
      "instalment",
      "due_on",
      "principal_fen",
      "interest_fen",
    ])
    .where("party_id", "=", partyId)
    .where("loan_id", "=", loanId)
    .orderBy("effective_on")
    .orderBy("version")
    .orderBy("instalment")
    .execute();
  const current = rows.findLast((row) => row.is_effective && row.effective_on <= effectiveOn)?.version;
  const kept = rows
    .filter(({ version }) => version === current)
    .map((row) => [row.instalment, row.due_on, row.principal_fen, row.interest_fen].join());
  const wanted = instalments.map((row) =>
    [row.instalment, row.dueOn, row.principalFen, row.interestFen].join(),
  );
  if (kept.join("\n") === wanted.join("\n")) return false;
  const version = Math.max(0, ...rows.map((row) => row.version)) + 1;
  await transaction
    .insertInto("loan_schedule")
    .values(
      instalments.map((row) => ({
        party_id: partyId,
        loan_id: loanId,
        version,
        effective_on: effectiveOn,
        delivery_id: deliveryId,
        instalment: row.instalment,
        due_on: row.dueOn,
        principal_fen: row.principalFen.toString(),
        interest_fen: row.interestFen.toString(),
      })),
    )
    .execute();
  return true;
}

async function saveOwnLoan(base: SessionBase, own: OwnLoanRecord, on: string): Promise<void> {
  const { transaction, partyId } = base;
  const { loan } = own;
  const { channel } = loan;
  const columns = {
    contract_number: loan.contractNumber,
    enterprise_id: loan.enterpriseId,
    borrower_name: loan.borrowerName,
    borrower_code: loan.borrowerCode,
    industry: own.industry,
    size_class: loan.sizeClass,
    annual_rate_ppm: loan.annualRatePpm,
    due_on: loan.dueOn,
    method: loan.method,
    security: loan.security,
    regime: loan.regime,
    is_first_loan: own.isFirstLoan,
    is_renewal: own.isRenewal,
    restructured_on: JSON.stringify(own.restructuredOn),
    channel: channel.kind,
    platform_code: null,
    platform_party_id: channel.kind === "platform" ? channel.platformPartyId : null,
    application_number: channel.kind === "platform" ? channel.applicationNumber : null,
    applied_on: channel.kind === "platform" ? channel.appliedOn : null,
  };
  await transaction
    .insertInto("loan")
    .values({
      ...columns,
      party_id: partyId,
      loan_id: loan.id,
      source: "own",
      number: loan.number,
      principal_fen: loan.principalFen.toString(),
      balance_fen: loan.balanceFen.toString(),
      drawn_on: loan.drawnOn,
      state: loan.state,
      first_delivery_id: null,
    })
    .onConflict((conflict) => conflict.columns(["party_id", "loan_id"]).doUpdateSet(columns))
    .execute();
  await addSchedule(base, { loanId: loan.id, deliveryId: null }, on, own.instalments);
  for (const chunk of chunksOf(own.receipts)) {
    await transaction
      .insertInto("loan_repayment")
      .values(
        chunk.map((row) => ({
          party_id: partyId,
          loan_id: loan.id,
          delivery_id: null,
          receipt: row.id,
          paid_on: row.paidOn,
          principal_fen: row.principalFen.toString(),
          interest_fen: row.interestFen.toString(),
          penalty_fen: row.penaltyFen.toString(),
          written_off_fen: row.writtenOffFen.toString(),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(["party_id", "receipt"]).where("is_effective", "=", true).doNothing(),
      )
      .execute();
  }
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

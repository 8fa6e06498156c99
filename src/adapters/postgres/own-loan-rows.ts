import type { InstalmentRow, OwnLoanRecord } from "#lending";
import { chunksOf, type SessionBase } from "./loan-session-base.ts";

/** Adds a version when it differs from the current one. @returns whether it did */
export async function addSchedule(
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

/** Writes an own loan, its schedule when it changed, and the receipts that are new. */
export async function saveOwnLoan(base: SessionBase, own: OwnLoanRecord, on: string): Promise<void> {
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

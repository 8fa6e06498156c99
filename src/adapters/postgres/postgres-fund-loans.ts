import { sql } from "kysely";
import type { ClassStep, FundDesk } from "#compensation";
import { businessDayOf, type Clock } from "#kernel";
import type { SystemOfRecord } from "./system-of-record.ts";

interface MoveRow {
  readonly to_class: string;
  readonly proposed_on: string;
  readonly proposer: string | null;
  readonly recogniser: string | null;
  readonly recognised_at_ms: number | null;
  readonly approver: string | null;
  readonly approved_at_ms: number | null;
}

/** What the fund takes from the loan book beside its port: the share of a loan, and who confirmed its class. */
export function createFundLoans(
  record: SystemOfRecord,
  clock: Clock,
): Pick<FundDesk, "shareLoan" | "classSteps"> {
  return {
    shareLoan: async (bankPartyId, loanId, fundPartyId) => {
      await record.inParty(bankPartyId, async (transaction) => {
        await sql`insert into touchstone.loan_share (party_id, loan_id, with_party_id, shared_at_ms)
          values (${bankPartyId}, ${loanId}, ${fundPartyId}, ${clock()}) on conflict do nothing`.execute(
          transaction,
        );
      });
    },
    classSteps: async (partyId, loanId) =>
      await record.inParty(partyId, async (transaction) => {
        const { rows } = await sql<MoveRow>`
          select m.to_class, m.proposed_on, p.name as proposer, r.name as recogniser, m.recognised_at_ms,
            a.name as approver, m.approved_at_ms
          from touchstone.loan_class m
          left join touchstone.app_user p on p.party_id = m.party_id and p.user_id = m.proposed_by
          left join touchstone.app_user r on r.party_id = m.party_id and r.user_id = m.recognised_by
          left join touchstone.app_user a on a.party_id = m.party_id and a.user_id = m.approved_by
          where m.loan_id = ${loanId} and m.state = 'approved' and m.origin = 'system'
          order by m.ordinal desc limit 1`.execute(transaction);
        return rows.flatMap(stepsOf);
      }),
  };
}

function stepsOf(move: MoveRow): ClassStep[] {
  const { to_class: loanClass } = move;
  const on = (atMs: number | null): string => (atMs === null ? move.proposed_on : businessDayOf(atMs));
  return [
    { step: "proposed", class: loanClass, on: move.proposed_on, by: move.proposer ?? "系统 system" },
    { step: "recognised", class: loanClass, on: on(move.recognised_at_ms), by: move.recogniser ?? "" },
    { step: "approved", class: loanClass, on: on(move.approved_at_ms), by: move.approver ?? "" },
  ];
}

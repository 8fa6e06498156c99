/** A row of a fund table: the store names the columns from the records and parses what comes back. */
type FundRow = Record<string, unknown>;

/** The tables of the compensation fund, as the newest migration leaves them. */
export interface FundTables {
  fund_programme: FundRow;
  fund_programme_version: FundRow;
  fund_pool: FundRow;
  fund_movement: FundRow;
  fund_enrolment: FundRow;
  fund_claim: FundRow;
  fund_claim_round: FundRow;
  fund_reservation: FundRow;
  fund_recovery: FundRow;
  fund_entry: FundRow;
  fund_posting: FundRow;
  fund_event: FundRow;
  fund_event_seal: FundRow;
  fund_bank_quota: FundRow;
}

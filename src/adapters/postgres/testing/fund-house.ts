import { randomUUID } from "node:crypto";
import path from "node:path";
import { sql } from "kysely";
import {
  approveEnrolment,
  checkClaim,
  type ClaimDeclaration,
  confirmMovement,
  createProgramme,
  decideEnrolment,
  fileEnrolment,
  type FundActor,
  type FundDesk,
  openClaim,
  openRound,
  type ProgrammeTerms,
  proposeMovement,
  publishVersion,
  submitClaim,
} from "#compensation";
import { createIdSource, createRandom, type Fen, systemClock } from "#kernel";
import type { LoanClass } from "#lending";
import type { SizeClass } from "#registry";
import { openLedger } from "../../files/index.ts";
import { createFundLoans } from "../postgres-fund-loans.ts";
import { createFundStore } from "../postgres-fund-store.ts";
import { createLoanBook } from "../postgres-loan-book-reads.ts";
import { openTestRecord } from "./fresh-record.ts";

/** The business day of every test step. */
export const today = "2026-03-02";
const appliedOn = "2025-06-01";

/** A fund, two banks and a platform on a real PostgreSQL with a real log, and people of each. */
export type FundHouse = Awaited<ReturnType<typeof openFundHouse>>;

export async function openFundHouse() {
  const { record, folder, addParty, close } = await openTestRecord();
  const nextId = createIdSource(systemClock, createRandom(randomUUID()));
  const ledger = await openLedger({ directory: path.join(folder, "log"), clock: systemClock });
  const parties = {
    fund: await addParty("fund"),
    bank: record.partyId,
    otherBank: await addParty("bank"),
    platform: await addParty("platform"),
    otherPlatform: await addParty("platform"),
  };
  const actor = (name: string, partyId: string): FundActor => ({ id: randomUUID(), name, partyId });
  const people = {
    zhang: actor("张经办", parties.fund),
    li: actor("李复核", parties.fund),
    wang: actor("王客户经理", parties.bank),
    zhao: actor("赵审批", parties.bank),
    sun: actor("孙客户经理", parties.otherBank),
    qian: actor("钱审批", parties.otherBank),
  };
  const book = createLoanBook(record);
  const desk: FundDesk = {
    store: createFundStore(record),
    book,
    ...createFundLoans(record, systemClock),
    ledger,
    nextId,
    clock: systemClock,
  };
  return {
    record,
    ledger,
    desk,
    parties,
    people,
    as: (person: FundActor) => ({ actor: person, on: today }),
    close: async () => {
      await ledger.close();
      await close();
    },
  };
}

/** A programme in force since 2025 that lists the platform, with money in its pool. */
export async function addProgramme(
  { desk, people, as, parties }: FundHouse,
  terms: ProgrammeTerms,
  poolFen: Fen,
): Promise<string> {
  const platforms = [{ partyId: parties.platform, name: "平台" }];
  const programmeId = await createProgramme(desk, as(people.zhang), {
    code: `P-${randomUUID().slice(0, 8)}`,
    name: "专项补偿",
    effectiveFrom: "2025-01-01",
    terms: { ...terms, platforms },
  });
  await publishVersion(desk, as(people.li), { programmeId, version: 1 });
  if (poolFen > 0n) {
    const movement = {
      programmeId,
      kind: "injection",
      onDay: today,
      amountFen: poolFen,
      source: "财政",
    } as const;
    await confirmMovement(desk, as(people.li), await proposeMovement(desk, as(people.zhang), movement));
  }
  return programmeId;
}

/** A loan in the bank's book, applied for on a platform unless told otherwise. */
export async function addLoan(
  { record, desk, parties }: FundHouse,
  wanted: {
    readonly principalFen: Fen;
    readonly size?: SizeClass;
    readonly platform?: string | null;
    readonly appliedOn?: string;
    readonly bank?: string;
    readonly enterpriseId?: string;
  },
): Promise<string> {
  const loanId = desk.nextId();
  const bank = wanted.bank ?? parties.bank;
  const platform = wanted.platform === undefined ? parties.platform : wanted.platform;
  const applied = platform === null ? null : (wanted.appliedOn ?? appliedOn);
  await record.inParty(bank, async (transaction) => {
    await transaction
      .insertInto("loan")
      .values({
        party_id: bank,
        loan_id: loanId,
        source: "mirrored",
        number: `L-${loanId.slice(-12)}`,
        contract_number: "HT-2025-001",
        enterprise_id: wanted.enterpriseId ?? `ent_${loanId.slice(-12)}`,
        borrower_name: "福州某机械厂",
        borrower_code: null,
        industry: null,
        size_class: wanted.size ?? "micro",
        principal_fen: wanted.principalFen.toString(),
        balance_fen: wanted.principalFen.toString(),
        annual_rate_ppm: 43_500,
        drawn_on: "2025-06-10",
        due_on: "2026-06-10",
        method: "interestOnlyBullet",
        security: "unsecured",
        regime: "smallRetail",
        is_first_loan: null,
        is_renewal: false,
        restructured_on: "[]",
        channel: platform === null ? "direct" : "platform",
        platform_code: null,
        platform_party_id: platform,
        application_number: platform === null ? null : `A-${loanId.slice(-6)}`,
        applied_on: applied,
        state: "active",
        first_delivery_id: null,
      })
      .execute();
    await sql`insert into touchstone.loan_day values (${bank}, ${loanId}, '2026-03-01', ${wanted.principalFen.toString()},
      0, 0, 95, false, 'substandard', '[]')`.execute(transaction);
  });
  return loanId;
}

/** Confirms a loan's class as the bank does: taken over when the loan came into the book. */
export async function confirmClass(
  { record, desk, parties }: FundHouse,
  wanted: { readonly loanId: string; readonly class: LoanClass; readonly bank?: string },
): Promise<void> {
  const bank = wanted.bank ?? parties.bank;
  await record.inParty(bank, async (transaction) => {
    await sql`insert into touchstone.loan_class (party_id, move_id, loan_id, direction, origin, to_class, triggers,
        state, proposed_on, proposed_at_ms, ended_on)
      values (${bank}, ${desk.nextId()}, ${wanted.loanId}, 'initial', 'adopted', ${wanted.class}, '["dpd"]',
        'approved', '2026-03-01', 0, '2026-03-01')`.execute(transaction);
  });
}

/** A declaration that is complete. */
export function declarationOf(lossFen: Fen, other: Partial<ClaimDeclaration> = {}): ClaimDeclaration {
  return {
    lossFen,
    otherPolicyFen: 0n,
    otherFen: 0n,
    isDeclared: true,
    isUndertaken: true,
    collection: "2026-02-10 上门催收，承诺分期；2026-02-20 发律师函",
    ...other,
  };
}

/** Files, approves and confirms a loan. */
export async function enrol(house: FundHouse, programmeId: string, loanId: string): Promise<string> {
  const { desk, people, as } = house;
  const enrolmentId = await fileEnrolment(desk, as(people.wang), { programmeId, loanId });
  await approveEnrolment(desk, as(people.zhao), enrolmentId);
  await decideEnrolment(desk, as(people.zhang), { enrolmentId, confirms: true, note: "" });
  return enrolmentId;
}

/** A claim of an enrolled loan at a class, filed, submitted and checked: ready to be reserved. */
export async function claimAt(
  house: FundHouse,
  wanted: {
    readonly loanId: string;
    readonly enrolmentId: string;
    readonly class: LoanClass;
    readonly lossFen: Fen;
    readonly other?: Partial<ClaimDeclaration>;
    readonly claimId?: string;
  },
): Promise<string> {
  const { desk, people, as } = house;
  const declared = declarationOf(wanted.lossFen, wanted.other);
  await confirmClass(house, { loanId: wanted.loanId, class: wanted.class });
  const { enrolmentId, claimId: known } = wanted;
  const claimId = known ?? (await openClaim(desk, as(people.wang), { ...declared, enrolmentId }));
  if (known !== undefined) await openRound(desk, as(people.wang), { ...declared, claimId });
  await submitClaim(desk, as(people.zhao), claimId);
  await checkClaim(desk, as(people.zhang), claimId);
  return claimId;
}

import type { Asker, Role } from "#access";
import { addDays, type BusinessDay, createIdSource, createRandom, type Fen, startOfDayMs } from "#kernel";
import {
  assessApplication,
  decideApplication,
  type LendingServices,
  type LendingStore,
  type OwnRepaymentMethod,
  ownLoanParameters,
  payDrawdown,
  prepareContract,
  proposeVerdict,
  recordDiligence,
  requestDrawdown,
  signContract,
  takeApplication,
} from "#lending";
import { createLendingStore } from "../postgres-lending-store.ts";
import { openTestRecord, type TestRecord } from "./fresh-record.ts";

/** What the tests borrow unless they say otherwise. */
export const terms = {
  amountFen: 100_000_000n,
  annualRatePpm: 34_500,
  months: 12,
  method: "interestOnlyBullet",
} as const;

/** A lending store on a database of its own; each test opens days in a bank of its own. */
export interface LendingHouse extends TestRecord {
  readonly store: LendingStore;
}

export async function openLendingHouse(): Promise<LendingHouse> {
  const opened = await openTestRecord();
  return { ...opened, store: createLendingStore(opened.record) };
}

/** A person of a bank, for the use cases. */
export function personOf(partyId: string, role: Role, name = role): Asker {
  const id = `00000000-0000-4000-8000-${Buffer.from(name.padEnd(6, "_").slice(0, 6)).toString("hex")}`;
  return {
    account: { id, partyId, name, role, passwordHash: null, isSuspended: false },
    party: { id: partyId, kind: "bank", code: "bank", name: "试点银行", isSimulated: false },
  };
}

/** The services of own lending on a real store, with one borrower and no evaluation. */
export function lendingServicesOn(store: LendingStore, today: BusinessDay): LendingServices {
  const clock = () => startOfDayMs(today) + 36_000_000;
  const borrower = {
    enterpriseId: "ent_00000000000000000001",
    name: "测试精密制造有限公司",
    code: "91350100M000100Y43",
    sizeClass: "micro",
    partyId: null,
  } as const;
  return {
    store,
    parameters: ownLoanParameters,
    borrowers: {
      find: async () => borrower,
      findOwn: async () => borrower,
      list: async () => [borrower],
    },
    isBank: async () => true,
    evaluations: { findNewest: async () => null },
    consent: { requireBasis: async () => new Map(), basisOf: async () => new Map() },
    book: {
      findLoan: async () => null,
      listLoans: async () => [],
      dayOf: async () => null,
      daysOf: async () => [],
      classOf: async () => ({ confirmed: null, confirmedOn: null, proposed: null, triggers: [] }),
    },
    showInBook: async () => {},
    pdf: { render: async () => new Uint8Array(), close: async () => {} },
    tasks: { listTasks: async () => [] },
    nextId: createIdSource(Date.now, createRandom(`lending ${today}`)),
    clock,
  };
}

/** Takes a loan by hand through the whole case, each step by the person whose it is. @returns the loan's id */
export async function lend(
  services: LendingServices,
  bankPartyId: string,
  loan: {
    readonly amountFen: Fen;
    readonly annualRatePpm: number;
    readonly months: number;
    readonly method: OwnRepaymentMethod;
    readonly drawnOn: BusinessDay;
  },
): Promise<string> {
  const manager = personOf(bankPartyId, "accountManager");
  const officer = personOf(bankPartyId, "riskOfficer");
  const { amountFen, annualRatePpm, months, method } = loan;
  const application = await takeApplication(services, manager, {
    bankPartyId,
    enterpriseId: "ent_00000000000000000001",
    channel: { kind: "direct" },
    request: { amountFen, months, method, purpose: "采购钢材", payment: "entrusted", payee: "钢材供应商" },
    isSubmitted: true,
  });
  const { id } = application;
  await assessApplication(services, manager, id);
  const visit = {
    visitedOn: addDays(loan.drawnOn, -1),
    operation: "正常",
    orders: "饱满",
    finances: "可",
    opinion: "同意",
  };
  await recordDiligence(services, manager, id, visit);
  const offer = { amountFen, annualRatePpm, months, method };
  const reasons = ["ordersSupport"] as const;
  await proposeVerdict(services, manager, id, { verdict: "approve", offer, reasons, note: "" });
  const committee = { heldOn: loan.drawnOn, votesFor: 5, votesAgainst: 0 };
  await decideApplication(services, officer, id, { verdict: "approve", reasons, note: "", committee });
  const contract = await prepareContract(services, manager, {
    applicationId: id,
    collectionAccount: "6222000100",
  });
  await signContract(services, officer, contract.id, "bank");
  await signContract(services, manager, contract.id, "borrower");
  const drawdown = await requestDrawdown(services, manager, {
    contractId: contract.id,
    amountFen,
    payee: "钢材供应商",
    conditionsMet: ["contractSigned", "purposeDocumented", "payeeIsContracts", "borrowerInOrder"],
    note: "",
  });
  const paid = await payDrawdown(services, officer, { id: drawdown.id, verdict: "pay", today: loan.drawnOn });
  return paid.loanId ?? "";
}

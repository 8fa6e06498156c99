import type { Ledger } from "#ledger";
import { addDays, type BusinessDay } from "#kernel";
import type { BookSession, BookStore } from "./book-store.ts";
import { checkDelivery } from "./check-delivery.ts";
import { type CloseContext, closeDays } from "./close-days.ts";
import type { Delivery, DeliveryOutcome, DeliverySummary, ReadDelivery, SentFile } from "./delivery.ts";
import { createFindingList, type Finding, type FindingList } from "./finding.ts";
import { accountOf, bankClassOf, contractOf, instalmentOf, repaymentOf } from "./loan-file-rows.ts";
import { ownNames } from "./loan-file-mapping.ts";
import { hashOfDelivery, readDelivery } from "./read-delivery.ts";
import { reconcileDay } from "./reconcile.ts";
import { sealDelivery } from "./seal-delivery.ts";

/** What receiving needs. */
export interface ReceiveContext extends CloseContext {
  readonly store: BookStore;
  readonly ledger: Ledger;
}

/**
 * Receives a delivery of a bank's loan files: checks it whole, seals the files as received, stores it and works out
 * the days, the classes and the differences; all of it or nothing. The same bytes again change nothing; a higher
 * number for a date that is there supersedes it, and later days are checked again.
 * @throws LENDING_DELIVERY_EMPTY, LENDING_MAPPING_MALFORMED; what the ledger and the store throw
 */
export async function receiveDelivery(
  context: ReceiveContext,
  partyId: string,
  sent: readonly SentFile[],
): Promise<DeliveryOutcome> {
  return await context.store.exclusively(partyId, async (session) => {
    const known = sent.length === 0 ? null : await session.findDeliveryBySha(hashOfDelivery(sent));
    if (known !== null) return { kind: "known", delivery: known };
    const findings = createFindingList();
    const read = readDelivery(sent, (await session.keptMapping()) ?? ownNames, findings);
    if (read === null) return { kind: "refused", findings: findings.all };
    const former = await session.deliveryOn(read.businessDate);
    checkNumber(read, former, findings);
    const ids = read.files.repayments.rows.map(({ values }) => values["id"] ?? "");
    checkDelivery(read, await session.bookBefore(read.businessDate, ids), findings);
    if (findings.all.some(({ severity }) => severity === "error")) {
      return { kind: "refused", findings: findings.all };
    }
    const files = await sealDelivery(context.ledger, partyId, read, sent);
    const delivery: Delivery = {
      id: context.nextId(),
      businessDate: read.businessDate,
      previousDate: read.previousDate,
      number: read.number,
      state: "accepted",
      supersededBy: null,
      sha256: read.sha256,
      receivedAtMs: context.clock(),
      files,
      warnings: findings.all,
      recheck: [],
    };
    if (former !== null) await session.supersede(former.id, delivery.id);
    await session.addDelivery(delivery, read.mapping);
    const stored = await storeDelivery(session, delivery, read);
    const later = former === null ? [] : await recheckLater(session, read.businessDate);
    const worked = await workOut(context, session, { delivery, read, later });
    const summary: DeliverySummary = {
      ...stored,
      ...worked,
      supersedes: former?.id ?? null,
      laterWithFindings: later.filter(({ findings }) => findings.length > 0).length,
    };
    return { kind: "accepted", delivery, summary };
  });
}

function checkNumber(read: ReadDelivery, former: Delivery | null, findings: FindingList): void {
  if (former === null || read.number > former.number) return;
  findings.add({
    code: "numberNotHigher",
    file: "控制",
    row: null,
    field: "交付序号",
    expected: `> ${former.number}`,
    found: String(read.number),
  });
}

/** Writes what the files say. */
async function storeDelivery(
  session: BookSession,
  delivery: Delivery,
  { files }: ReadDelivery,
): Promise<Pick<DeliverySummary, "newLoans" | "newSchedules" | "repayments">> {
  await session.addRows(delivery.id, files);
  const contracts = files.contracts.rows.map(({ values }) => contractOf(values));
  const { fresh } = await session.saveContracts(delivery.id, contracts);
  await session.matchEnterprises();
  const newSchedules = await session.addSchedules(
    delivery,
    files.schedules.rows.map(({ values }) => instalmentOf(values)),
  );
  const repayments = files.repayments.rows.map(({ values }) => repaymentOf(values));
  await session.addRepayments(delivery.id, repayments);
  await session.addBankClasses(
    delivery.id,
    files.classes.rows.map(({ values }) => bankClassOf(values)),
  );
  await session.addAccounts(
    delivery,
    files.accounts.rows.map(({ values }) => accountOf(values)),
  );
  return { newLoans: fresh.length, newSchedules, repayments: repayments.length };
}

interface RecheckedDelivery {
  readonly delivery: Delivery;
  readonly findings: readonly Finding[];
}

/** Holds every later delivery against the corrected book, and applies what it said of contracts again. */
async function recheckLater(session: BookSession, after: BusinessDay): Promise<RecheckedDelivery[]> {
  const rechecked: RecheckedDelivery[] = [];
  for (const delivery of await session.deliveriesAfter(after)) {
    const files = await session.rowsOf(delivery);
    const findings = createFindingList();
    // Their own receipts are in the book by now; only those of other days count as used.
    const before = await session.bookBefore(delivery.businessDate, []);
    checkDelivery({ ...delivery, files }, before, findings);
    const errors = findings.all.filter(({ severity }) => severity === "error");
    await session.setRecheck(delivery.id, errors);
    await session.saveContracts(
      delivery.id,
      files.contracts.rows.map(({ values }) => contractOf(values)),
    );
    rechecked.push({ delivery, findings: errors });
  }
  return rechecked;
}

/** Works out the days that the delivery touches, up to the last day of the book, and the differences of each. */
async function workOut(
  context: ReceiveContext,
  session: BookSession,
  touched: {
    readonly delivery: Delivery;
    readonly read: ReadDelivery;
    readonly later: readonly RecheckedDelivery[];
  },
): Promise<Pick<DeliverySummary, "unmatchedLoans" | "moves" | "differences">> {
  const { delivery, read, later } = touched;
  const last = later.at(-1)?.delivery ?? delivery;
  const drawn = read.files.contracts.rows.map(({ values }) => values["drawnOn"] ?? delivery.businessDate);
  const next = read.previousDate === null ? delivery.businessDate : addDays(read.previousDate, 1);
  const loansBefore = await session.readLoans();
  const freshDays = loansBefore
    .filter(({ sinceOn }) => sinceOn === delivery.businessDate)
    .map(({ history }) => history.drawnOn);
  const from = [...freshDays, ...(read.previousDate === null ? drawn : []), next].sort()[0] ?? next;
  const classFrom = later.length > 0 ? last.businessDate : next;
  const moves = await closeDays(
    session,
    { from, to: last.businessDate, classFrom, source: "mirrored" },
    context,
  );
  const loans = await session.readLoans();
  let differences = 0;
  for (const one of [delivery, ...later.map((item) => item.delivery)]) {
    const accounts = await session.accountsOn(one.businessDate);
    const found = reconcileDay(loans, accounts, one.businessDate);
    await session.saveDifferences(one, found);
    if (one.id === delivery.id) differences = found.length;
  }
  const unmatchedLoans = loans.filter(({ loan }) => loan.enterpriseId === null).length;
  return { unmatchedLoans, moves, differences };
}

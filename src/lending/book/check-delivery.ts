import { type BusinessDay, type Fen, formatYuan } from "#kernel";
import type { ReadDelivery } from "./delivery.ts";
import type { FindingList } from "./finding.ts";
import {
  type AccountRow,
  accountOf,
  bankClassOf,
  type ContractRow,
  contractOf,
  instalmentOf,
  repaymentOf,
} from "./loan-file-rows.ts";
import type { LoanFileKind } from "./loan-file-columns.ts";
import type { LoanFileRow, RowValues } from "./read-loan-table.ts";

/** What the book knew at the end of the business date before; the delivery must follow from it. */
export interface BookBefore {
  /** Null while nothing was accepted. */
  readonly lastDate: BusinessDay | null;
  readonly loans: ReadonlyMap<string, LoanBefore>;
  /** Of the repayments in this delivery, those that earlier deliveries brought. */
  readonly usedRepaymentIds: ReadonlySet<string>;
  readonly platformCodes: ReadonlySet<string>;
}

export interface LoanBefore {
  readonly principalFen: Fen;
  readonly drawnOn: BusinessDay;
  readonly closingFen: Fen;
}

/** The rows of the five files. */
export type DeliveredRows = Readonly<
  Record<LoanFileKind, { readonly name: string; readonly rows: readonly LoanFileRow[] }>
>;

/** A delivery's dates and rows: what is checked, at first and again after a correction of an earlier day. */
export interface CheckedDelivery extends Pick<ReadDelivery, "businessDate" | "previousDate"> {
  readonly files: DeliveredRows;
}

/** Holds a delivery against itself and against the book before it; what does not fit becomes a finding. */
export function checkDelivery(delivery: CheckedDelivery, before: BookBefore, findings: FindingList): void {
  checkChain(delivery, before, findings);
  const contracts = checkContracts(delivery, before, findings);
  const isKnown = (number: string) => contracts.has(number) || before.loans.has(number);
  for (const kind of ["schedules", "repayments", "classes", "accounts"] as const) {
    const { name, rows } = delivery.files[kind];
    for (const { row, values } of rows) {
      const found = values["number"] ?? "";
      if (isKnown(found)) continue;
      findings.add({ code: "unknownLoan", file: name, row, field: "借据号", expected: "借据", found });
    }
  }
  checkSchedules(delivery, { contracts, before }, findings);
  checkRepayments(delivery, { contracts, before }, findings);
  checkClasses(delivery, findings);
  checkAccounts(delivery, { contracts, before }, findings);
}

interface Known {
  readonly contracts: ReadonlyMap<string, ContractRow>;
  readonly before: BookBefore;
}

function checkChain(delivery: CheckedDelivery, { lastDate }: BookBefore, findings: FindingList): void {
  const { previousDate, businessDate } = delivery;
  const file = "控制";
  if (previousDate !== lastDate) {
    const field = "上一营业日期";
    findings.add({
      code: "dateGap",
      file,
      row: null,
      field,
      expected: lastDate ?? "",
      found: previousDate ?? "",
    });
  } else if (lastDate !== null && businessDate <= lastDate) {
    const expected = `> ${lastDate}`;
    findings.add({ code: "dateGap", file, row: null, field: "营业日期", expected, found: businessDate });
  }
}

function checkContracts(
  { files, businessDate }: CheckedDelivery,
  before: BookBefore,
  findings: FindingList,
): Map<string, ContractRow> {
  const { name: file, rows } = files.contracts;
  const contracts = new Map<string, ContractRow>();
  for (const { row, values } of rows) {
    const contract = contractOf(values);
    const { number, principalFen, drawnOn, platform } = contract;
    if (contracts.has(number)) {
      findings.add({ code: "duplicate", file, row, field: "借据号", expected: "", found: number });
    }
    contracts.set(number, contract);
    const known = before.loans.get(number);
    if (known !== undefined && known.principalFen !== principalFen) {
      const expected = formatYuan(known.principalFen);
      const found = formatYuan(principalFen);
      findings.add({ code: "changedForever", file, row, field: "借款本金", expected, found });
    }
    if (known !== undefined && known.drawnOn !== drawnOn) {
      const expected = known.drawnOn;
      findings.add({ code: "changedForever", file, row, field: "放款日", expected, found: drawnOn });
    }
    if (drawnOn > businessDate) {
      const expected = `≤ ${businessDate}`;
      findings.add({ code: "dayOutsideDelivery", file, row, field: "放款日", expected, found: drawnOn });
    }
    if (values["channel"] === "platform" && platform === null) {
      findings.add({ code: "malformed", file, row, field: "平台申请编号", expected: "平台", found: "" });
    }
    if (platform !== null && !before.platformCodes.has(platform.code)) {
      const expected = [...before.platformCodes].join(" ");
      const found = platform.code;
      const severity = "warning";
      findings.add({ code: "unknownPlatform", severity, file, row, field: "平台代码", expected, found });
    }
  }
  return contracts;
}

function checkSchedules({ files }: CheckedDelivery, known: Known, findings: FindingList): void {
  const { name: file, rows } = files.schedules;
  const byLoan = groupByLoan(rows);
  for (const [number, group] of byLoan) {
    const principal = principalOf(number, known);
    if (principal === null) continue;
    const instalments = group.map(({ values }) => instalmentOf(values));
    const sum = instalments.reduce((total, { principalFen }) => total + principalFen, 0n);
    const first = group[0]?.row ?? null;
    if (sum !== principal) {
      const expected = `${number}: ${formatYuan(principal)}`;
      findings.add({
        code: "scheduleSum",
        file,
        row: first,
        field: "应还本金",
        expected,
        found: formatYuan(sum),
      });
    }
    instalments.forEach(({ instalment, dueOn }, index) => {
      const earlier = instalments[index - 1]?.dueOn ?? "";
      if (instalment === index + 1 && dueOn >= earlier) return;
      const row = group[index]?.row ?? null;
      const expected = `${index + 1}, ≥ ${earlier}`;
      const found = `${instalment}, ${dueOn}`;
      findings.add({ code: "scheduleOrder", file, row, field: "期次", expected, found });
    });
  }
  for (const number of known.contracts.keys()) {
    if (byLoan.has(number) || known.before.loans.has(number)) continue;
    findings.add({ code: "scheduleSum", file, row: null, field: "借据号", expected: number, found: "" });
  }
}

function checkRepayments(delivery: CheckedDelivery, known: Known, findings: FindingList): void {
  const { name: file, rows } = delivery.files.repayments;
  const { businessDate, previousDate } = delivery;
  const ids = new Set<string>();
  for (const { row, values } of rows) {
    const { id, number, paidOn } = repaymentOf(values);
    if (ids.has(id) || known.before.usedRepaymentIds.has(id)) {
      findings.add({ code: "duplicate", file, row, field: "流水号", expected: "", found: id });
    }
    ids.add(id);
    const old = known.before.loans.get(number);
    const drawnOn = known.contracts.get(number)?.drawnOn ?? "";
    const isInside =
      paidOn <= businessDate && (old === undefined ? paidOn >= drawnOn : paidOn > (previousDate ?? ""));
    if (isInside) continue;
    const from = old === undefined ? `≥ ${drawnOn}` : `> ${previousDate ?? ""}`;
    const expected = `${from}, ≤ ${businessDate}`;
    findings.add({ code: "dayOutsideDelivery", file, row, field: "还款日", expected, found: paidOn });
  }
}

function checkClasses({ files, businessDate }: CheckedDelivery, findings: FindingList): void {
  const { name: file, rows } = files.classes;
  const seen = new Set<string>();
  for (const { row, values } of rows) {
    const { number, on } = bankClassOf(values);
    const key = `${number}\n${on}`;
    if (seen.has(key)) {
      findings.add({
        code: "duplicate",
        file,
        row,
        field: "分类日期",
        expected: "",
        found: `${number} ${on}`,
      });
    }
    seen.add(key);
    if (on <= businessDate) continue;
    const expected = `≤ ${businessDate}`;
    findings.add({ code: "dayOutsideDelivery", file, row, field: "分类日期", expected, found: on });
  }
}

function checkAccounts({ files }: CheckedDelivery, known: Known, findings: FindingList): void {
  const { name: file, rows } = files.accounts;
  const repaid = new Map<string, Fen>();
  for (const { values } of files.repayments.rows) {
    const { number, principalFen } = repaymentOf(values);
    repaid.set(number, (repaid.get(number) ?? 0n) + principalFen);
  }
  const seen = new Set<string>();
  for (const { row, values } of rows) {
    const account = accountOf(values);
    const { number } = account;
    if (seen.has(number)) {
      findings.add({ code: "duplicate", file, row, field: "借据号", expected: "", found: number });
    }
    seen.add(number);
    const principal = principalOf(number, known);
    if (principal === null) continue;
    checkAccount({ file, row }, account, { principal, known, repaid: repaid.get(number) ?? 0n }, findings);
  }
  const open = [...known.before.loans].filter(([, loan]) => loan.closingFen !== 0n).map(([number]) => number);
  const fresh = [...known.contracts.keys()].filter((number) => !known.before.loans.has(number));
  for (const number of [...open, ...fresh]) {
    if (seen.has(number)) continue;
    findings.add({ code: "missingAccount", file, row: null, field: "借据号", expected: number, found: "" });
  }
}

function checkAccount(
  place: { readonly file: string; readonly row: number },
  account: AccountRow,
  against: { readonly principal: Fen; readonly known: Known; readonly repaid: Fen },
  findings: FindingList,
): void {
  const old = against.known.before.loans.get(account.number);
  const opening = old?.closingFen ?? 0n;
  const closing = account.openingFen + account.drawnFen - account.repaidFen - account.writtenOffFen;
  const pairs = [
    ["balanceContinuity", "期初余额", opening, account.openingFen],
    ["balanceContinuity", "本期发放", old === undefined ? against.principal : 0n, account.drawnFen],
    ["repaidMismatch", "本期收回本金", against.repaid, account.repaidFen],
    ["balanceSum", "期末余额", closing, account.closingFen],
  ] as const;
  for (const [code, field, expected, found] of pairs) {
    if (expected === found) continue;
    const where = { ...place, field: `${field} ${account.number}` };
    findings.add({ code, ...where, expected: formatYuan(expected), found: formatYuan(found) });
  }
}

function principalOf(number: string, { contracts, before }: Known): Fen | null {
  return before.loans.get(number)?.principalFen ?? contracts.get(number)?.principalFen ?? null;
}

function groupByLoan(
  rows: readonly LoanFileRow[],
): Map<string, { readonly row: number; readonly values: RowValues }[]> {
  const groups = new Map<string, { readonly row: number; readonly values: RowValues }[]>();
  for (const { row, values } of rows) {
    const number = values["number"] ?? "";
    const group = groups.get(number);
    if (group === undefined) groups.set(number, [{ row, values }]);
    else group.push({ row, values });
  }
  return groups;
}

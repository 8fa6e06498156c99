import { createDueDiligenceStore } from "#adapters/postgres";
import { openDocuments } from "#flow";
import type { AreaServices } from "#http";
import { formatWan } from "#kernel";
import { type RegisteredEnterprise, sizeInputsOn } from "#registry";
import type { AlertRecord, DocumentServices, RegistryRecord } from "#report";
import { type Alert, alertClasses, alertSentence, isOpen } from "#watch";
import type { Foundation } from "./foundation.ts";

/** Opens what serves printed documents, the due-diligence report first. */
export async function composeDocuments(
  { stores, record, access, jobs, pdf, clock, nextId }: Foundation,
  { consent, loanBook, watch }: Pick<AreaServices, "consent" | "loanBook" | "watch">,
): Promise<DocumentServices> {
  return openDocuments({
    store: createDueDiligenceStore(record),
    rows: stores.reportRows,
    indicators: stores.indicators,
    operations: stores.operations,
    evaluations: jobs.evaluations,
    ledger: stores.ledger,
    book: loanBook.book,
    pdf,
    audit: access.audit,
    clock,
    nextId,
    partyName: async (partyId) => (await access.accounts.findParty(partyId))?.name ?? "",
    registryOf: async (partyId, enterpriseId) => {
      const known = await consent.registry.find({ id: partyId }, enterpriseId);
      return known === null ? null : registryRecordOf(known);
    },
    alertsOf: async (partyId, enterpriseId, dataClasses) =>
      (await watch.store.listAlerts(partyId, { enterpriseId }))
        .filter((alert) => alertClasses(alert).every((one) => dataClasses.has(one)))
        .map(alertRecordOf),
  });
}

function registryRecordOf(known: RegisteredEnterprise): RegistryRecord {
  const newest = sizeInputsOn(known.sizes, "9999-12-31");
  const parts =
    newest === null
      ? []
      : [
          `${newest.year} 年`,
          ...(newest.employees === null ? [] : [`从业人员 ${newest.employees} 人`]),
          ...(newest.revenueFen === null ? [] : [`营业收入 ${formatWan(newest.revenueFen)} 万元`]),
          ...(newest.assetsFen === null ? [] : [`资产总额 ${formatWan(newest.assetsFen)} 万元`]),
        ];
  return {
    creditCode: known.uscc,
    industry: known.industry,
    region: known.region,
    sizeClass: known.sizeClass,
    sizeBasis: parts.length === 0 ? null : `划型依据：${parts.join("，")}`,
    recordedAtMs: known.registeredAtMs,
  };
}

function alertRecordOf(alert: Alert): AlertRecord {
  return {
    id: alert.id,
    rule: alert.rule,
    level: String(alert.level),
    title: alertSentence(alert).zh,
    raisedOn: alert.raisedOn,
    state: isOpen(alert.state) ? "open" : "closed",
  };
}

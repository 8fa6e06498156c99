import type { Reader } from "#consent";
import { businessDayOf, dayMs, dayNumberOf } from "#kernel";
import { emptyCohort } from "./cohort.ts";
import type { RuleFinding } from "./evaluate-rules.ts";
import { collectionOf, permittedClasses } from "./load-series.ts";
import { missingStream, type WatchSeries } from "./watch-series.ts";
import { changesOf } from "./run-changes.ts";
import type { RunStores } from "./run-stores.ts";
import { dataGap } from "./rules/data-gap.ts";
import type { AlertChange, RuleStatus } from "./watch-store.ts";

/**
 * Judges the rule on data gaps alone, now, on the enterprises of a bank that have a loan in life or an alert of this
 * rule: what the pipe noticed becomes an alert at once and not on the next daily run, and ends as soon. Writes nothing
 * when nothing changed.
 * @returns what was raised, went on, got graver or ended
 */
export async function judgeCollection(
  stores: Omit<RunStores, "source">,
  reader: Reader,
  knownAt: number,
): Promise<readonly AlertChange[]> {
  const { store, consent, loanBook, collection, clock } = stores;
  const partyId = reader.party.id;
  const atMs = clock();
  const asOf = businessDayOf(atMs);
  const gaps = await collection.gapsSince(atMs - dayMs);
  if (gaps.size === 0) return [];
  const listed = await loanBook.listLoans(partyId);
  const enterprises = new Map((await store.listEnterprises(partyId)).map((one) => [one.id, one]));
  const alerts = (await store.listAlerts(partyId)).filter(({ rule }) => rule === dataGap.code);
  const open = new Set(alerts.filter(({ endedOn }) => endedOn === null).map((one) => one.enterpriseId));
  const findings: RuleFinding[] = [];
  for (const [enterpriseId, own] of gaps) {
    const isGap = own.some(({ toMs }) => toMs === null);
    if (!enterprises.has(enterpriseId) || (!isGap && !open.has(enterpriseId))) continue;
    const wanted = { enterpriseId, what: "watch.dataGap", dataClasses: dataGap.dataClasses };
    const isBorrower = listed.some((loan) => loan.enterpriseId === enterpriseId);
    if (!isBorrower) continue;
    const permitted = await permittedClasses(consent, reader, wanted);
    const series = seriesOf(enterpriseId, {
      collection: collectionOf(enterpriseId, { permitted, gaps, listed, seenAtMs: atMs }),
      running: missingStream(permitted.has("machine") ? "noData" : "noBasis"),
    });
    const result = dataGap.evaluate({ series, asOf: dayNumberOf(asOf), cohort: emptyCohort });
    findings.push({ enterpriseId, rule: dataGap.code, result });
  }
  const context = { asOf, knownAt, atMs, nextId: stores.nextId, enterprises };
  const changes = changesOf(findings, alerts, context).filter(({ event }) => event.action !== "hold");
  if (changes.length === 0) return [];
  const statuses = findings.map(({ enterpriseId, rule, result }): RuleStatus => {
    const reason = result.kind === "notComputable" ? result.reason : null;
    return { enterpriseId, rule, asOf, kind: result.kind, reason };
  });
  await store.saveChanges(partyId, changes, statuses);
  return changes;
}

function seriesOf(enterpriseId: string, known: Pick<WatchSeries, "collection" | "running">): WatchSeries {
  const nothing = missingStream("noData");
  return {
    enterpriseId,
    industry: null,
    invoices: nothing,
    statement: nothing,
    energy: nothing,
    loans: nothing,
    operations: nothing,
    ...known,
  };
}

import type { Consent } from "#consent";
import { type CustomerEntry, type ProcessEvent, reportSteps, type StepReport } from "#customers";
import type { LendingEvent } from "#lending";
import { customersStepLimits } from "./step-limits.ts";
import type { CustomerReader, CustomerStores } from "./customer-services.ts";

/** The weak steps of the bank's own service, from the events that its work left behind. */
export async function readWeakSteps(
  stores: CustomerStores,
  reader: CustomerReader,
): Promise<readonly StepReport[]> {
  const partyId = reader.party.id;
  const events = await stores.lending.work(partyId, async (unit) => {
    const ids = (await unit.applications.list({})).map(({ id }) => id);
    const contracts = (await unit.contracts.list()).map(
      ({ id, applicationId }) => [id, applicationId] as const,
    );
    const drawdowns = await unit.drawdowns.list();
    const caseOf = new Map<string, string>(contracts);
    for (const { id, contractId } of drawdowns) caseOf.set(id, caseOf.get(contractId) ?? contractId);
    const found = await unit.events.listOf([...ids, ...caseOf.keys()]);
    return found.map((event) => stepOfCase(event, caseOf));
  });
  const consents = await stores.consent.consents.list(reader);
  const tickets = await stores.store.listEntries(partyId, "ticket");
  const tasks = await stores.store.listEntries(partyId, "task");
  return reportSteps(
    [
      ...events,
      ...consents.filter(({ grantee }) => grantee.id === partyId).flatMap(stepsOfConsent),
      ...[...tickets, ...tasks].flatMap(stepsOfEntry),
    ],
    stores.clock(),
    customersStepLimits,
  );
}

const endings: Readonly<Record<string, ProcessEvent["ends"]>> = {
  declined: "rejected",
  refused: "rejected",
  withdrawn: "droppedOut",
  paid: "done",
};

function stepOfCase(
  { subjectId, subjectKind, kind, atMs }: LendingEvent,
  caseOf: ReadonlyMap<string, string>,
): ProcessEvent {
  const step = subjectKind === "application" ? kind : `${subjectKind}.${kind}`;
  return {
    caseId: caseOf.get(subjectId) ?? subjectId,
    process: "application",
    step,
    atMs,
    ends: endings[kind] ?? null,
  };
}

function stepsOfConsent(consent: Consent): readonly ProcessEvent[] {
  const { id: caseId, madeAtMs, grantedAtMs, revokedAtMs } = consent;
  const asked: ProcessEvent = { caseId, process: "consent", step: "asked", atMs: madeAtMs, ends: null };
  if (grantedAtMs !== null) {
    return [asked, { caseId, process: "consent", step: "granted", atMs: grantedAtMs, ends: "done" }];
  }
  if (revokedAtMs === null) return [asked];
  return [asked, { caseId, process: "consent", step: "declined", atMs: revokedAtMs, ends: "rejected" }];
}

const endStates: Readonly<Record<string, ProcessEvent["ends"]>> = {
  closed: "done",
  done: "done",
  cancelled: "droppedOut",
};

function stepsOfEntry(entry: CustomerEntry<"ticket"> | CustomerEntry<"task">): readonly ProcessEvent[] {
  return entry.content.steps.map(({ state, atMs }) => ({
    caseId: entry.id,
    process: entry.kind,
    step: state,
    atMs,
    ends: endStates[state] ?? null,
  }));
}

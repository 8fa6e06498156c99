import { singleRow } from "#ledger";
import { canonicalJson } from "#seal";
import type { FundDesk } from "./fund-desk.ts";
import type { EventRecord } from "./records.ts";

const mostAtOnce = 200;

/**
 * Seals what happened and is not in the log yet: each step of a claim in the log of its enterprise, the rest in the
 * fund's own. Called after every step, so that what a crash left out is sealed with the next.
 * @returns how many events were sealed
 */
export async function sealEvents(desk: FundDesk, partyId: string): Promise<number> {
  const events = await desk.store.inParty(
    partyId,
    async (session) => await session.unsealedEvents(mostAtOnce),
  );
  if (events.length === 0) return 0;
  const receipts = await desk.ledger.append(
    events.map((event) => ({
      origin: originOf(desk, event),
      dataClass: "result" as const,
      header: {
        "@type": "fund-event@1",
        action: event.action,
        subjectKind: event.subjectKind,
        subject: event.subjectId,
        claim: event.claimId,
      },
      payload: singleRow(new TextEncoder().encode(canonicalJson(sealedForm(event)))),
      receivedAtMs: event.atMs,
    })),
  );
  await desk.store.inParty(partyId, async (session) => {
    for (const [index, event] of events.entries()) {
      const receipt = receipts[index];
      if (receipt === undefined) continue;
      const { partyId: fund, eventId, bankPartyId } = event;
      const { origin, index: entryIndex } = receipt;
      await session.add("seal", { partyId: fund, eventId, bankPartyId, origin, entryIndex });
    }
  });
  return events.length;
}

function originOf(desk: FundDesk, event: EventRecord): string {
  return event.enterpriseId === null
    ? desk.ledger.originOf("import", `fund:${event.partyId}`)
    : desk.ledger.originOf("enterprise", event.enterpriseId);
}

/** What is sealed: who did what to which thing, when, with which figures. */
function sealedForm(event: EventRecord) {
  const { eventId, action, subjectKind, subjectId, claimId, actorId, actorPartyId, atMs, detail } = event;
  return {
    eventId,
    action,
    subjectKind,
    subjectId,
    claimId,
    actorId,
    actorPartyId,
    atMs,
    detail: { ...detail },
  };
}

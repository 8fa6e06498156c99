import { type Actor, accessFaults } from "#access";
import { businessDayOf } from "#kernel";
import {
  type BindingToAdd,
  type CollectorCard,
  type CollectorState,
  type CollectorToAdd,
  collectorMessagesPerSecond,
  enrolmentCodeDays,
  gatewayMessagesPerSecond,
  hashSecret,
  makeGatewayToken,
  makeOneTimeCode,
  mayMove,
  registryFaults,
  stateAfterRelease,
} from "#registry";
import { normalizeEnrolmentCode } from "#telemetry";
import type { CollectorServices, MadeCollector, WantedClaim } from "./device-services.ts";
import { deviceActorOf, type DeviceStores, note, requireKept } from "./device-stores.ts";
import { requireEnterprises } from "./keep-elements.ts";
import { sealDevices } from "./seal-devices.ts";

const dayMs = 86_400_000;

/** Registering collectors and gateways, their codes and bindings, and their life. */
export function openCollectors(stores: DeviceStores): CollectorServices {
  return {
    list: async ({ party }, enterpriseId) => await stores.collectors.list(party.id, enterpriseId),
    find: async ({ party }, collectorId) => await requireVisible(stores, party.id, collectorId),
    listEvents: async ({ party }, collectorId) => {
      await requireVisible(stores, party.id, collectorId);
      return await stores.collectors.listEvents(party.id, collectorId);
    },
    register: async (actor, { enterpriseId, name, elementIds, messagesPerSecond }) => {
      const owners = await requireEnterprises(stores, actor, [enterpriseId]);
      const bindings = await bindingsOf(stores, actor, { enterpriseId, elementIds });
      const code = newCode(stores);
      return await add(stores, actor, {
        collector: {
          id: stores.nextId(),
          kind: "collector",
          name,
          enterpriseId,
          ownerPartyId: owners.get(enterpriseId) ?? null,
          sparkplug: null,
          tokenHash: null,
          messagesPerSecond: messagesPerSecond ?? collectorMessagesPerSecond.value,
          code,
          bindings,
        },
        code,
        token: null,
      });
    },
    registerGateway: async (actor, { name, sparkplug, hasToken, messagesPerSecond }) => {
      const token = hasToken ? makeGatewayToken() : null;
      const code = hasToken ? null : newCode(stores);
      return await add(stores, actor, {
        collector: {
          id: stores.nextId(),
          kind: "gateway",
          name,
          enterpriseId: null,
          ownerPartyId: null,
          sparkplug,
          tokenHash: token === null ? null : hashSecret(token),
          messagesPerSecond: messagesPerSecond ?? gatewayMessagesPerSecond.value,
          code,
          bindings: [],
        },
        code,
        token,
      });
    },
    ...changing(stores),
  };
}

function changing(
  stores: DeviceStores,
): Pick<CollectorServices, "renewCode" | "claim" | "unclaim" | "quarantine" | "release" | "revoke"> {
  return {
    renewCode: async (actor, collectorId) => {
      const collector = await requireKept(stores, actor, collectorId);
      if (collector.state === "revoked" || collector.hasToken) throw stateFault(collector);
      const code = newCode(stores);
      await stores.collectors.addCode(deviceActorOf(actor), collector, code, stores.clock());
      await note(stores, actor, "collector.codeMade", collectorId);
      return {
        collector: await requireKept(stores, actor, collectorId),
        code: { text: code.text, expiresAtMs: code.expiresAtMs },
        token: null,
      };
    },
    claim: async (actor, collectorId, claims) => await claimElements(stores, actor, collectorId, claims),
    unclaim: async (actor, collectorId, codes) => {
      const collector = await requireKept(stores, actor, collectorId);
      await stores.collectors.unbind(deviceActorOf(actor), collector, codes, stores.clock());
      return await finish(stores, actor, collectorId, "collector.unbound");
    },
    quarantine: async (actor, collectorId, reason) =>
      await move(stores, actor, { collectorId, to: "quarantined", reason }),
    release: async (actor, collectorId, reason) => {
      const { quarantine, ...collector } = await requireKept(stores, actor, collectorId);
      const to = stateAfterRelease(collector);
      if (quarantine === null || to === null) throw stateFault(collector);
      // Whoever put it there does not let it out; nor does an operator, who is nobody in particular.
      if (actor.accountId === null || actor.accountId === quarantine.by) {
        throw accessFaults.fault("ACCESS_MAKER_IS_CHECKER");
      }
      return await move(stores, actor, { collectorId, to, reason });
    },
    revoke: async (actor, collectorId, reason) =>
      await move(stores, actor, { collectorId, to: "revoked", reason }),
  };
}

/** A new one-time code: the text goes to a person, the hash into the database. */
export function newCode({ clock }: Pick<DeviceStores, "clock">) {
  const text = makeOneTimeCode();
  const hash = hashSecret(normalizeEnrolmentCode(text));
  return { text, hash, expiresAtMs: clock() + enrolmentCodeDays.value * dayMs };
}

async function add(
  stores: DeviceStores,
  actor: Actor,
  made: {
    readonly collector: CollectorToAdd;
    readonly code: { readonly text: string; readonly expiresAtMs: number } | null;
    readonly token: string | null;
  },
): Promise<MadeCollector> {
  const { collector, code, token } = made;
  await stores.collectors.add(deviceActorOf(actor), [collector], stores.clock());
  const card = await finish(stores, actor, collector.id, "collector.registered");
  const shown = code === null ? null : { text: code.text, expiresAtMs: code.expiresAtMs };
  return { collector: card, code: shown, token };
}

/**
 * Binds devices behind a gateway, or codes of a collector, to elements; what is bound already is passed over.
 * @throws REGISTRY_COLLECTOR_NOT_FOUND, REGISTRY_COLLECTOR_STATE, REGISTRY_ELEMENT_NOT_FOUND, REGISTRY_ENTERPRISE_NOT_KEPT
 */
export async function claimElements(
  stores: DeviceStores,
  actor: Actor,
  collectorId: string,
  claims: readonly WantedClaim[],
): Promise<CollectorCard> {
  const collector = await requireKept(stores, actor, collectorId);
  if (collector.state === "revoked") throw stateFault(collector);
  const ids = claims.map(({ elementId }) => elementId);
  const { enterpriseId } = collector;
  const bindings = await bindingsOf(stores, actor, { enterpriseId, elementIds: ids });
  const byElement = new Map(bindings.map((one) => [one.elementId, one]));
  const wanted = claims.flatMap(({ code, elementId }) => {
    const binding = byElement.get(elementId);
    return binding === undefined ? [] : [{ ...binding, code }];
  });
  const bound = new Map(collector.bindings.map((one) => [one.code, one.elementId]));
  const fresh = wanted.filter(({ code, elementId }) => bound.get(code) !== elementId);
  if (fresh.length === 0) return collector;
  await stores.collectors.bind(deviceActorOf(actor), collector, fresh, stores.clock());
  return await finish(stores, actor, collectorId, "collector.bound");
}

/**
 * What binds these elements, each under its own code.
 * @param wanted.enterpriseId  null for a gateway, which may serve every enterprise that the party keeps
 * @throws REGISTRY_ELEMENT_NOT_FOUND, REGISTRY_ENTERPRISE_NOT_KEPT
 */
async function bindingsOf(
  stores: DeviceStores,
  actor: Actor,
  wanted: { readonly enterpriseId: string | null; readonly elementIds: readonly string[] },
): Promise<readonly BindingToAdd[]> {
  const { enterpriseId, elementIds } = wanted;
  if (elementIds.length === 0) return [];
  const nowMs = stores.clock();
  const found = await stores.elements.list(actor.party.id, {
    ...(enterpriseId === null ? {} : { enterpriseIds: [enterpriseId] }),
    on: businessDayOf(nowMs),
    knownAtMs: nowMs,
  });
  const byId = new Map(found.map((one) => [one.id, one]));
  const elements = [...new Set(elementIds)].map((id) => {
    const element = byId.get(id);
    if (element === undefined) throw registryFaults.fault("REGISTRY_ELEMENT_NOT_FOUND", { id });
    return element;
  });
  const owners = await requireEnterprises(
    stores,
    actor,
    elements.map((one) => one.enterpriseId),
  );
  return elements.map((element) => ({
    code: element.code,
    elementId: element.id,
    enterpriseId: element.enterpriseId,
    ownerPartyId: owners.get(element.enterpriseId) ?? null,
  }));
}

async function move(
  stores: DeviceStores,
  actor: Actor,
  wanted: { readonly collectorId: string; readonly to: CollectorState; readonly reason: string },
): Promise<CollectorCard> {
  const { collectorId, to, reason } = wanted;
  const collector = await requireKept(stores, actor, collectorId);
  const isMoved =
    mayMove(collector.state, to) &&
    (await stores.collectors.move(deviceActorOf(actor), collector, to, { reason, atMs: stores.clock() }));
  if (!isMoved) throw stateFault(collector);
  const isRelease = collector.state === "quarantined" && to !== "revoked";
  return await finish(stores, actor, collectorId, isRelease ? "collector.released" : `collector.${to}`);
}

/** After every change: the ways in see it, the trail and the logs hold it. */
async function finish(
  stores: DeviceStores,
  actor: Actor,
  collectorId: string,
  action: string,
): Promise<CollectorCard> {
  await stores.directory.refresh(collectorId);
  await note(stores, actor, action, collectorId);
  const card = await requireVisible(stores, actor.party.id, collectorId);
  await sealDevices(stores, card.partyId);
  // What the enterprise itself wrote of it is sealed in its own name.
  if (card.ownerPartyId !== null) await sealDevices(stores, card.ownerPartyId);
  return card;
}

/** @throws REGISTRY_COLLECTOR_NOT_FOUND */
async function requireVisible(
  { collectors }: Pick<DeviceStores, "collectors">,
  partyId: string,
  collectorId: string,
): Promise<CollectorCard> {
  const found = await collectors.find(partyId, collectorId);
  if (found === null) throw registryFaults.fault("REGISTRY_COLLECTOR_NOT_FOUND", { id: collectorId });
  return found;
}

function stateFault({ id, state }: Pick<CollectorCard, "id" | "state">) {
  return registryFaults.fault("REGISTRY_COLLECTOR_STATE", { id, state });
}

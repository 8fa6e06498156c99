import type { Actor } from "#access";
import { businessDayOf } from "#kernel";
import {
  checkTwin,
  type ElementHistory,
  type ElementToSave,
  elementIdOf,
  type ParentElement,
  registryFaults,
  type SavedElements,
  sayProblem,
  type TwinVersion,
} from "#registry";
import type { ElementServices, WantedElement } from "./device-services.ts";
import { deviceActorOf, type DeviceStores, note } from "./device-stores.ts";
import { sealDevices } from "./seal-devices.ts";

/** The elements of enterprises with their twins: a change is a further version, never an edit. */
export function openElements(stores: DeviceStores): ElementServices {
  return {
    list: async ({ party }, { on, knownAtMs, ...query }) => {
      const nowMs = stores.clock();
      const moment = { on: on ?? businessDayOf(nowMs), knownAtMs: knownAtMs ?? nowMs };
      return await stores.elements.list(party.id, { ...query, ...moment });
    },
    kept: async ({ party }, enterpriseIds) =>
      new Set((await stores.elements.kept(party.id, enterpriseIds)).keys()),
    find: async (actor, elementId) => await requireElement(stores, actor, elementId),
    save: async (actor, elements) => await saveElements(stores, actor, elements),
    change: async (actor, elementId, wanted) => await changeTwin(stores, actor, elementId, wanted),
  };
}

/**
 * Registers elements, all or none, and seals them.
 * @throws REGISTRY_ENTERPRISE_NOT_KEPT, REGISTRY_ELEMENT_WRONG, REGISTRY_ELEMENT_KIND, REGISTRY_ELEMENT_OF_OTHERS
 */
async function saveElements(
  stores: DeviceStores,
  actor: Actor,
  wanted: readonly WantedElement[],
): Promise<SavedElements> {
  const owners = await requireEnterprises(
    stores,
    actor,
    wanted.map(({ enterpriseId }) => enterpriseId),
  );
  const elements = wanted.map(
    (one): ElementToSave => ({
      ...one,
      id: elementIdOf(one.enterpriseId, one.code),
      ownerPartyId: owners.get(one.enterpriseId) ?? null,
    }),
  );
  await requireRightTwins(stores, actor, elements);
  const saved = await stores.elements.save(deviceActorOf(actor), elements, stores.clock());
  const { added, changed } = saved;
  if (added + changed === 0) return saved;
  await note(
    stores,
    actor,
    "element.saved",
    `${[...owners.keys()].join(" ").slice(0, 400)} ${added}+${changed}`,
  );
  await sealDevices(stores, actor.party.id);
  return saved;
}

async function changeTwin(
  stores: DeviceStores,
  actor: Actor,
  elementId: string,
  wanted: { readonly after: number } & Pick<WantedElement, "validFrom" | "data">,
): Promise<TwinVersion> {
  const element = await requireElement(stores, actor, elementId);
  if (element.versions.length !== wanted.after) {
    throw registryFaults.fault("REGISTRY_VERSION_RACE", { code: element.code });
  }
  const { enterpriseId, kind, code } = element;
  await saveElements(stores, actor, [{ ...wanted, enterpriseId, kind, code }]);
  const changed = await requireElement(stores, actor, elementId);
  const newest = changed.versions.at(-1);
  if (newest === undefined) throw registryFaults.fault("REGISTRY_ELEMENT_NOT_FOUND", { id: elementId });
  return newest;
}

/** @throws REGISTRY_ELEMENT_NOT_FOUND */
async function requireElement(
  { elements }: Pick<DeviceStores, "elements">,
  { party }: Actor,
  elementId: string,
): Promise<ElementHistory> {
  const found = await elements.find(party.id, elementId);
  if (found === null) throw registryFaults.fault("REGISTRY_ELEMENT_NOT_FOUND", { id: elementId });
  return found;
}

/**
 * The own parties of enterprises that the actor's party keeps.
 * @throws REGISTRY_ENTERPRISE_NOT_KEPT
 */
export async function requireEnterprises(
  { elements }: Pick<DeviceStores, "elements">,
  { party }: Actor,
  enterpriseIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const wanted = [...new Set(enterpriseIds)];
  const kept = await elements.kept(party.id, wanted);
  const missing = wanted.find((id) => !kept.has(id));
  if (missing !== undefined) throw registryFaults.fault("REGISTRY_ENTERPRISE_NOT_KEPT", { id: missing });
  return kept;
}

/** @throws REGISTRY_ELEMENT_WRONG for the first that is */
async function requireRightTwins(
  stores: DeviceStores,
  { party }: Actor,
  elements: readonly ElementToSave[],
): Promise<void> {
  const knownAtMs = stores.clock();
  const enterpriseIds = [...new Set(elements.map(({ enterpriseId }) => enterpriseId))];
  const known = await stores.elements.list(party.id, { enterpriseIds, on: "9999-12-31", knownAtMs });
  const ofEnterprise = new Map<string, ParentElement & { readonly enterpriseId: string }>();
  for (const { id, enterpriseId, kind, code, twin } of known) {
    ofEnterprise.set(id, { enterpriseId, kind, code, parentId: twin.data.parentId });
  }
  for (const { id, enterpriseId, kind, code, data } of elements) {
    ofEnterprise.set(id, { enterpriseId, kind, code, parentId: data.parentId });
  }
  for (const element of elements) {
    const [first] = checkTwin(element, element.data, (id) => {
      const parent = ofEnterprise.get(id);
      return parent?.enterpriseId === element.enterpriseId ? parent : null;
    });
    if (first === undefined) continue;
    const problem = sayProblem(first.code, first.parameters);
    const sentence = problem.zh === problem.en ? problem.zh : `${problem.zh} / ${problem.en}`;
    throw registryFaults.fault("REGISTRY_ELEMENT_WRONG", { code: element.code, problem: sentence });
  }
}

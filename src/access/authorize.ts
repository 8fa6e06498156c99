import { accessFaults } from "./errors.ts";
import { loadPolicies, type PolicySet } from "./policy-set.ts";
import type { Visitor } from "./sign-in.ts";

/** What is acted on, as far as it decides; left out, a thing of the visitor's own party that nobody made. */
export interface Matter {
  /** The party it belongs to. */
  readonly partyId?: string;
  /** Parties that its owner shares it with. */
  readonly sharedWith?: readonly string[];
  /** The account that made what is now to be checked (经办人). */
  readonly makerId?: string | null;
}

/** Who asks: of a visitor, only this decides. */
export type Asker = Pick<Visitor, "account" | "party">;

let loaded: PolicySet | null = null;
/** What a role of a kind of party may do with things of its own party depends on nothing else. */
const ownDecisions = new Map<string, boolean>();

/** The policies, read and parsed when first asked. */
function policies(): PolicySet {
  loaded ??= loadPolicies();
  return loaded;
}

/** Whether the schema declares this action; a route of an unknown one stops the start. */
export function isKnownAction(action: string): boolean {
  return policies().actions.has(action);
}

/**
 * Asks the policies.
 * @param action  one that the schema declares, for example `fund.approve`
 * @throws ACCESS_MAKER_IS_CHECKER, ACCESS_OTHER_PARTY, ACCESS_ROLE_NOT_ALLOWED
 */
export function authorize(asker: Asker, action: string, matter: Matter = {}): void {
  const { isAllowed: allowed, policies: reasons } = decide(asker, action, matter);
  if (allowed) return;
  if (reasons.includes("maker-is-not-checker")) throw accessFaults.fault("ACCESS_MAKER_IS_CHECKER");
  if (reasons.includes("own-party-only")) throw accessFaults.fault("ACCESS_OTHER_PARTY");
  throw accessFaults.fault("ACCESS_ROLE_NOT_ALLOWED", { role: asker.account.role });
}

/** The same question, answered instead of thrown: for lists of what a person may do next. */
export function isAllowed(asker: Asker, action: string, matter?: Matter): boolean {
  if (matter !== undefined) return decide(asker, action, matter).isAllowed;
  const key = `${asker.party.kind}.${asker.account.role}.${action}`;
  const known = ownDecisions.get(key) ?? decide(asker, action, {}).isAllowed;
  ownDecisions.set(key, known);
  return known;
}

/** All actions that the person may do with things of the own party, sorted. */
export function allowedActions(asker: Asker): readonly string[] {
  return [...policies().actions].filter((action) => isAllowed(asker, action)).sort();
}

function decide({ account, party }: Asker, action: string, matter: Matter) {
  if (!isKnownAction(action)) throw new Error(`No policy schema declares the action ${action}`);
  const { partyId = party.id, sharedWith = [], makerId } = matter;
  const principal = { type: "Person", id: account.id };
  const resource = { type: "Matter", id: "asked" };
  return policies().decide({
    principal,
    action: { type: "Action", id: action },
    resource,
    entities: [
      {
        uid: principal,
        attrs: { party: partyEntity(party.id) },
        parents: [
          { type: "Role", id: account.role },
          { type: "PartyKind", id: party.kind },
        ],
      },
      {
        uid: resource,
        attrs: {
          party: partyEntity(partyId),
          sharedWith: sharedWith.map(partyEntity),
          ...(typeof makerId === "string" ? { maker: { __entity: { type: "Person", id: makerId } } } : {}),
        },
        parents: [],
      },
    ],
  });
}

function partyEntity(id: string) {
  return { __entity: { type: "Party", id } };
}

import { describe, expect, it } from "vitest";
import { type Asker, allowedActions, authorize, isAllowed } from "./authorize.ts";
import type { PartyKind } from "./party.ts";
import { rolesOfKind } from "./party.ts";
import type { Role } from "./role.ts";

describe("the policies", () => {
  it("refuse the maker of a matter to check it, and let a colleague", () => {
    const officer = personOf("bank", "administrator");
    expect(() => authorize(officer, "person.write", { makerId: officer.account.id })).not.toThrow();
    expect(isAllowed(officer, "consent.confirm", { makerId: "somebody else" })).toBe(true);
    expect(isAllowed(officer, "consent.confirm", { makerId: officer.account.id })).toBe(false);
    expect(() => authorize(officer, "consent.confirm", { makerId: officer.account.id })).toThrow(
      expect.objectContaining({ code: "ACCESS_MAKER_IS_CHECKER" }),
    );
    expect(isAllowed(officer, "person.write", { partyId: "another" })).toBe(false);
    expect(() => authorize(officer, "person.write", { partyId: "another" })).toThrow(/another party/);
  });

  it("open a matter of another party that shares it, to those whose role may", () => {
    const shared = { partyId: "another", sharedWith: ["party-of-bank"] };
    expect(isAllowed(personOf("bank", "auditor"), "evaluation.read", shared)).toBe(true);
    expect(isAllowed(personOf("fund", "fundOfficer"), "evaluation.read", shared)).toBe(false);
  });

  it("give nobody an action that the schema does not declare", () => {
    expect(() => isAllowed(personOf("bank", "auditor"), "evaluation.invent")).toThrow(/No policy schema/);
  });

  it("allow an auditor of any kind of party to write nothing but the own password", () => {
    for (const kind of Object.keys(rolesOfKind) as PartyKind[]) {
      for (const action of allowedActions(personOf(kind, "auditor"))) {
        expect(action).toMatch(/\.(read|export)$|^session\.write$/);
      }
    }
  });
});

function personOf(kind: PartyKind, role: Role): Asker {
  const partyId = `party-of-${kind}`;
  return {
    account: {
      id: `${role}-of-${kind}`,
      partyId,
      name: role,
      role,
      passwordHash: null,
      isSuspended: false,
    },
    party: { id: partyId, kind, code: kind, name: kind },
  };
}

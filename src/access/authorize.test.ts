import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Asker, allowedActions, authorize, isAllowed } from "./authorize.ts";
import type { PartyKind } from "./party.ts";
import { rolesOfKind } from "./party.ts";
import type { Role } from "./role.ts";

/** One person of each role of each kind of party. */
const everybody = (Object.keys(rolesOfKind) as PartyKind[]).flatMap((kind) =>
  rolesOfKind[kind].map((role) => personOf(kind, role)),
);

/** The actions that a second pair of eyes does, by the schema. */
const checks = readSchemas()
  .split(";")
  .filter((declaration) => declaration.includes('in [Action::"check"]'))
  .flatMap((declaration) => [...declaration.matchAll(/"(\w+\.\w+)"/g)].map(([, action = ""]) => action));

describe("the policies", () => {
  it("refuse the maker of a matter to check it, and let a colleague", () => {
    expect(checks.length).toBeGreaterThan(5);
    for (const action of checks) {
      const checkers = everybody.filter((person) => isAllowed(person, action));
      expect(checkers.length, action).toBeGreaterThan(0);
      for (const checker of checkers) {
        const own = { makerId: checker.account.id };
        expect(isAllowed(checker, action, own), action).toBe(false);
        expect(() => authorize(checker, action, own), action).toThrow(
          expect.objectContaining({ code: "ACCESS_MAKER_IS_CHECKER" }),
        );
        expect(() => authorize(checker, action, { makerId: "a-colleague" }), action).not.toThrow();
      }
    }
  });

  it("put a matter of another party out of everybody's reach, whatever the action", () => {
    for (const person of everybody) {
      for (const action of allowedActions(person)) {
        expect(isAllowed(person, action, { partyId: "another" }), action).toBe(false);
        expect(() => authorize(person, action, { partyId: "another" }), action).toThrow(
          expect.objectContaining({ code: "ACCESS_OTHER_PARTY" }),
        );
      }
    }
  });

  it("open a matter of another party that shares it, to those whose role may", () => {
    const shared = { partyId: "another", sharedWith: ["party-of-bank"] };
    expect(isAllowed(personOf("bank", "auditor"), "evaluation.read", shared)).toBe(true);
    expect(isAllowed(personOf("fund", "fundOfficer"), "evaluation.read", shared)).toBe(false);
  });

  it("leave every result to banks: a platform brings data and sees no score", () => {
    const ofResults = /^(evaluation|expertCard|shadow|document|watch|loanBook|loanClass)\./;
    for (const kind of ["platform", "fund", "regulator", "enterprise"] as const) {
      for (const role of rolesOfKind[kind]) {
        expect(allowedActions(personOf(kind, role)).filter((action) => ofResults.test(action))).toEqual([]);
      }
    }
    expect(allowedActions(personOf("platform", "platformOperator"))).toContain("import.write");
  });

  it("give nobody an action that the schema does not declare", () => {
    expect(() => isAllowed(personOf("bank", "auditor"), "evaluation.invent")).toThrow(/No policy schema/);
  });

  it("allow an auditor of any kind of party to write nothing but the own password", () => {
    for (const person of everybody.filter(({ account }) => account.role === "auditor")) {
      for (const action of allowedActions(person)) {
        expect(action).toMatch(/\.(read|export|ledger|quote)$|^session\.write$/);
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
    party: { id: partyId, kind, code: kind, name: kind, isSimulated: false },
  };
}

/** All schemas without their comments. */
function readSchemas(): string {
  const folder = path.join(import.meta.dirname, "policies");
  const files = readdirSync(folder).filter((file) => file.endsWith(".cedarschema"));
  const text = files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
  return text.replaceAll(/\/\/.*$/gm, "");
}

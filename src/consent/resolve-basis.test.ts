import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataClasses, purposes } from "./basis.ts";
import { createBasisResolver } from "./resolve-basis.ts";

describe("an open claim", () => {
  it("is a basis for compensation only, and for what a claim is settled by", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...purposes),
        fc.constantFrom(...dataClasses),
        fc.boolean(),
        (purpose, dataClass, isOther) => {
          const found = createBasisResolver({
            partyId: "fund",
            day: "2026-11-22",
            own: new Set(),
            registered: new Set(),
            consents: [],
            liveLoans: [],
            openClaims: [{ claimId: "c1", enterpriseId: "ent_1" }],
            attestations: new Map(),
          })({ enterpriseId: isOther ? "ent_2" : "ent_1", purpose, dataClasses: [dataClass] });
          const isSettledBy = ["loan", "evaluation", "registry"].includes(dataClass);
          const isAllowed = !isOther && purpose === "compensation" && isSettledBy;
          expect(found.get(dataClass)?.kind).toBe(isAllowed ? "statute" : undefined);
        },
      ),
    );
  });
});

import fc from "fast-check";
import { type Basis, type DataClass, dataClasses, type Purpose, purposes } from "#consent";

/** What may happen in a story of consents. */
export type Step =
  | {
      readonly kind: "grant";
      readonly to: "bank" | "fund";
      readonly purpose: Purpose;
      readonly classes: readonly DataClass[];
      /** Days until its first, and from then to its last. */
      readonly startsIn: number;
      readonly days: number;
    }
  | { readonly kind: "attest"; readonly by: "bank" | "fund" }
  | { readonly kind: "revoke"; readonly which: number }
  | { readonly kind: "loan" }
  | { readonly kind: "settle" }
  | { readonly kind: "wait"; readonly days: number }
  | {
      readonly kind: "read";
      readonly by: "bank" | "fund" | "owner";
      readonly purpose: Purpose;
      readonly classes: readonly DataClass[];
    };

const classesOf = fc.uniqueArray(fc.constantFrom(...dataClasses), { minLength: 1, maxLength: 3 });
const purposeOf = fc.constantFrom(...purposes);
/** A story. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("grant" as const),
      to: fc.constantFrom("bank" as const, "fund" as const),
      purpose: purposeOf,
      classes: fc.uniqueArray(fc.constantFrom(...dataClasses), { minLength: 1 }),
      startsIn: fc.constantFrom(0, 0, 3),
      days: fc.integer({ min: 0, max: 20 }),
    }),
    fc.record({
      kind: fc.constant("attest" as const),
      by: fc.constantFrom("bank" as const, "fund" as const),
    }),
    fc.record({ kind: fc.constant("revoke" as const), which: fc.nat(2) }),
    fc.record({ kind: fc.constantFrom("loan" as const, "loan" as const, "settle" as const) }),
    fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 15 }) }),
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("read" as const),
        by: fc.constantFrom("bank" as const, "fund" as const, "owner" as const),
        purpose: purposeOf,
        classes: classesOf,
      }),
    },
  ),
  { minLength: 8, maxLength: 30 },
);

/** What the invariant says, in so many words; it shares no code with the resolver. */
export class ConsentModel {
  readonly grants: {
    id: string;
    to: string;
    purpose: Purpose;
    classes: readonly DataClass[];
    from: string;
    until: string;
    revokedAtMs: number | null;
  }[] = [];
  hasLoan = false;
  /** Of whom papers were declared. */
  readonly attested = new Set<string>();

  allowedKinds(by: string, purpose: Purpose, dataClass: DataClass, today: string): readonly Basis["kind"][] {
    if (by === "owner") return ["own"];
    const isGranted = this.grants.some(
      (one) =>
        one.to === by &&
        one.purpose === purpose &&
        one.classes.includes(dataClass) &&
        one.revokedAtMs === null &&
        one.from <= today &&
        today <= one.until,
    );
    if (isGranted) return ["consent"];
    if (by === "bank" && this.hasLoan && (purpose === "postLoan" || purpose === "compensation"))
      return ["covenant"];
    // The bank registered the enterprise, so a declaration of its own never serves it; nor anybody who asked once.
    const isKnown = by === "bank" || this.grants.some((one) => one.to === by);
    const isAttested = this.attested.has(by) && !isKnown;
    return isAttested && (purpose === "creditEvaluation" || purpose === "postLoan") ? ["attestation"] : [];
  }

  /** Until when data had to be there to be read by a covenant; null for whenever. */
  receivedUntil(by: string, purpose: Purpose, today: string): number | null {
    const own = this.grants.filter((one) => one.to === by);
    const isInForce = own.some(
      (one) => one.purpose === purpose && one.revokedAtMs === null && one.from <= today && today <= one.until,
    );
    if (isInForce) return null;
    return own.reduce<number | null>(
      (last, { revokedAtMs }) => (revokedAtMs === null ? last : Math.max(last ?? 0, revokedAtMs)),
      null,
    );
  }
}

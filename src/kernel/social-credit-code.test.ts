import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkUnifiedSocialCreditCode, codeCheckDigitOf, organisationCheckDigitOf } from "./index.ts";

const characters = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
const organisation = fc
  .array(fc.constantFrom(...characters), { minLength: 8, maxLength: 8 })
  .map((first8) => first8.join("") + organisationCheckDigitOf(first8.join("")));
const code = fc
  .tuple(fc.array(fc.constantFrom(...characters), { minLength: 8, maxLength: 8 }), organisation)
  .map(([head, body]) => head.join("") + body)
  .map((first17) => first17 + codeCheckDigitOf(first17));

describe("unified social credit code", () => {
  // Domain rules, section 2: three codes of real organisations, and one that is published with a wrong digit.
  it.each(["91350100M000100Y43", "91110000101623741K", "911101066976941872"])("accepts %s", (text) => {
    expect(checkUnifiedSocialCreditCode(text)).toEqual({ kind: "valid", code: text });
  });

  it("warns about a wrong check digit and does not reject it", () => {
    expect(checkUnifiedSocialCreditCode("91350211M0000XUF46")).toEqual({
      kind: "warning",
      code: "91350211M0000XUF46",
      part: "code",
      expected: "R",
      found: "6",
    });
  });

  it("accepts every code whose two digits were computed, in either case and with spaces", () => {
    fc.assert(
      fc.property(code, (text) => {
        expect(checkUnifiedSocialCreditCode(` ${text.toLowerCase()} `)).toEqual({
          kind: "valid",
          code: text,
        });
      }),
    );
  });

  it("gives the digit 0, not a 32nd character, when the sum is a multiple of 31", () => {
    const first17 = fc.sample(
      fc.array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 }).map((text) => text.join("")),
      { numRuns: 500, seed: 7 },
    );
    const digits = new Set(first17.map(codeCheckDigitOf));
    expect(digits).toContain("0");
    expect([...digits].every((digit) => digit.length === 1 && characters.includes(digit))).toBe(true);
    expect(codeCheckDigitOf("0".repeat(17))).toBe("0");
  });

  it("notices any single changed character", () => {
    fc.assert(
      fc.property(code, fc.nat(16), fc.constantFrom(...characters), (text, position, character) => {
        fc.pre(text.charAt(position) !== character);
        const changed = text.slice(0, position) + character + text.slice(position + 1);
        expect(checkUnifiedSocialCreditCode(changed).kind).toBe("warning");
      }),
    );
  });

  it("warns about the organisation code's own digit when only that is wrong", () => {
    const first17 = "91110000101623742";
    expect(checkUnifiedSocialCreditCode(first17 + codeCheckDigitOf(first17))).toMatchObject({
      kind: "warning",
      part: "organisation",
      expected: "1",
      found: "2",
    });
  });

  it("calls other text malformed and says where", () => {
    expect(checkUnifiedSocialCreditCode("9111000010162374")).toEqual({
      kind: "malformed",
      reason: "length",
      position: 16,
    });
    expect(checkUnifiedSocialCreditCode("91110000I01623741K")).toEqual({
      kind: "malformed",
      reason: "character",
      position: 9,
    });
  });
});

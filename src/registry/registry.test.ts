import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { datasetScheme, enterpriseIdOf, isCodeValidOn } from "./index.ts";

describe("enterprise ids", () => {
  it("are derived from scheme and value, and stay the same for ever", () => {
    const scheme = datasetScheme("sme_invoices");
    expect(enterpriseIdOf({ scheme, value: "E1" })).toBe(
      `ent_${hash("sha256", "dataset:sme_invoices\nE1", "hex").slice(0, 20)}`,
    );
    expect(enterpriseIdOf({ scheme, value: " E1 " })).toBe(enterpriseIdOf({ scheme, value: "E1" }));
    expect(enterpriseIdOf({ scheme: datasetScheme("other"), value: "E1" })).not.toBe(
      enterpriseIdOf({ scheme, value: "E1" }),
    );
  });

  it("take a credit code in either case, also with a wrong check digit", () => {
    expect(enterpriseIdOf({ scheme: "uscc", value: "91350211m0000xuf46" })).toBe(
      enterpriseIdOf({ scheme: "uscc", value: "91350211M0000XUF46" }),
    );
  });

  it.each([
    ["uscc", "E1"],
    ["dataset:sme", "  "],
    ["dataset:sme", "E1\nE2"],
  ] as const)("refuse %s %j", (scheme, value) => {
    expect(() => enterpriseIdOf({ scheme, value })).toThrow(
      expect.objectContaining({ code: "REGISTRY_CODE_MALFORMED" }),
    );
  });
});

it("knows on which days a code is valid", () => {
  const code = {
    scheme: "uscc",
    value: "91110000101623741K",
    validFrom: "2015-10-01",
    validTo: "2020-06-30",
  } as const;
  expect(
    ["2015-09-30", "2015-10-01", "2020-06-30", "2020-07-01"].map((day) => isCodeValidOn(code, day)),
  ).toEqual([false, true, true, false]);
  expect(isCodeValidOn({ ...code, validFrom: null, validTo: null }, "1990-01-01")).toBe(true);
});

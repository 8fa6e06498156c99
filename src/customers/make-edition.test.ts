import { expect, it } from "vitest";
import { emptyRows, operatingFactsOf } from "#operations";
import { canonicalStandings, makePortrait } from "./make-edition.ts";
import { shippedQualityRules } from "./quality-rules.ts";

it("gives one text of a standing, in whatever order a store gives an object's keys back", () => {
  const portrait = makePortrait(
    {
      customerId: "c",
      industry: "C34",
      region: "福州",
      sizeClass: "small",
      facts: operatingFactsOf(emptyRows(), "2026-10-31", 1),
      dataClasses: ["invoice"],
      lifeStage: null,
      authenticity: "unknown",
      alerts: [],
      daysPastDue: null,
      said: [],
      limitFactorPpm: 1_000_000,
      previous: null,
    },
    shippedQualityRules,
  );
  const { publicData, lifeStage, supplyChain, region, industry } = portrait.segment;
  const segment = { publicData, lifeStage, supplyChain, region, industry };
  expect(canonicalStandings([{ ...portrait, segment }])).toBe(canonicalStandings([portrait]));
});

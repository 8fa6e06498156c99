import { describe, expect, it } from "vitest";
import type { IndicatorValue } from "#indicators";
import { createRandom } from "#kernel";
import { joinCommittee, scorecardOfExperts } from "#scorecard";
import { chooseCard, type OfferedExpertCard, type OfferedVersion } from "./choose-card.ts";

const indicator = { id: "sales-void-rate", cuts: [0.05], worth: [90, 30], missingWorth: 40 };
const offered: OfferedExpertCard = {
  id: "card",
  version: 1,
  name: "committee",
  scorecard: scorecardOfExperts(
    [indicator],
    joinCommittee([indicator], [{ member: "one", weights: { [indicator.id]: 1 } }]),
    { neutralPd: 0.037, neutralWorth: 50, worthToHalveOdds: 20 },
  ),
  defaultsNeeded: 20,
};

/** Enterprises whose void rate tells a little of their default. */
function enterprisesWith(defaults: number) {
  const random = createRandom(`choose/${defaults}`);
  return Array.from({ length: 90 }, (_, index) => {
    const isDefault = index < defaults;
    const value = (isDefault ? 0.08 : 0.03) + 0.02 * random.normal();
    const values = new Map<string, IndicatorValue>([[indicator.id, { value, missingReason: null }]]);
    return { id: `ent_${index}`, label: isDefault ? ("default" as const) : ("performing" as const), values };
  });
}

async function choose(defaults: number, expertCard?: OfferedExpertCard, champion?: OfferedVersion) {
  return await chooseCard(
    {
      asOf: "2026-10-31",
      knownAt: 1,
      enterprises: enterprisesWith(defaults),
      indicators: { loadFacts: async () => new Map() },
    },
    {
      ...(expertCard === undefined ? {} : { expertCard }),
      ...(champion === undefined ? {} : { champion }),
      seed: "choose",
      signal: new AbortController().signal,
      onProgress: () => undefined,
    },
  );
}

describe("the card of an evaluation", { timeout: 60_000 }, () => {
  it("is the committee's while one default is missing to fit one", async () => {
    const chosen = await choose(19, offered);
    expect(chosen.scorecard).toBe(offered.scorecard);
    expect(chosen.developed).toBeNull();
    expect(chosen.expertCard).toMatchObject({ defaults: 19, defaultsNeeded: 20, isUsed: true });
  });

  it("is fitted from the very default that suffices, and says whose place it takes", async () => {
    const chosen = await choose(20, offered);
    expect(chosen.developed).not.toBeNull();
    expect(chosen.scorecard).toBe(chosen.developed?.scorecard);
    expect(chosen.scorecard?.sample).toMatchObject({ rows: 90, bads: 20 });
    expect(chosen.expertCard).toMatchObject({ defaults: 20, isUsed: false });
  });

  it("is fitted with few defaults where no committee offers one", async () => {
    const chosen = await choose(19);
    expect(chosen.scorecard?.sample).toMatchObject({ rows: 90, bads: 19 });
    expect(chosen.expertCard).toBeNull();
  });

  it("is the version in force, before the committee's and before any fitted one", async () => {
    const champion = {
      id: "v",
      version: 3,
      name: "champion",
      sha256: "a".repeat(64),
      scorecard: offered.scorecard,
    };
    for (const defaults of [19, 20]) {
      const chosen = await choose(defaults, { ...offered, scorecard: { ...offered.scorecard } }, champion);
      expect(chosen.scorecard).toBe(champion.scorecard);
      expect(chosen.developed).toBeNull();
      expect(chosen.champion).toMatchObject({ version: 3, sha256: champion.sha256, isUsed: true });
      expect(chosen.expertCard?.isUsed).toBe(false);
    }
  });

  it("is not a version in force that asks for what an evaluation does not compute", async () => {
    const [first] = offered.scorecard.indicators;
    if (first === undefined) throw new Error("the card has no indicator");
    const scorecard = { ...offered.scorecard, indicators: [{ ...first, id: "credit-bureau-queries" }] };
    const champion = { id: "v", version: 3, name: "champion", sha256: "", scorecard };
    const chosen = await choose(19, offered, champion);
    expect(chosen.scorecard).toBe(offered.scorecard);
    expect(chosen.champion?.isUsed).toBe(false);
  });
});

import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { type CellValue, type DataTable, tableOfRows } from "../data-table.ts";
import { scoreSample } from "../scoring/score-sample.ts";
import { hasGermanCredit, readGermanCredit } from "../testing/german-credit.ts";
import { defaultPlan } from "./default-plan.ts";
import { openDevelopment } from "./open-development.ts";
import type { DevelopmentPlan } from "./plan.ts";

const plan: DevelopmentPlan = {
  ...defaultPlan({ target: "outcome", badValue: "1" }),
  split: { kind: "folds", folds: 4, repeats: 2 },
};
const quick: DevelopmentPlan = { ...plan, evaluation: { ...plan.evaluation, bootstrapRounds: 50 } };

function applications(rows: number): DataTable {
  const random = createRandom("applications");
  return tableOfRows(
    Array.from({ length: rows }, (_, row): Record<string, CellValue> => {
      const turnover = 100 * Math.exp(random.normal());
      const energy = random.normal();
      const trade = ["machinery", "textiles", "food"][Math.floor(3 * random.next())] ?? "food";
      const risk = -1.4 - 0.8 * Math.log(turnover / 100) - 0.7 * energy + (trade === "textiles" ? 0.9 : 0);
      return {
        outcome: random.next() < 1 / (1 + Math.exp(-risk)) ? 1 : 0,
        turnover: row % 9 === 0 ? null : turnover,
        energy,
        trade,
        month: `2026-0${1 + Math.floor((6 * row) / rows)}-01`,
        region: random.next() < 0.5 ? "east" : "west",
      };
    }),
  );
}

describe("openDevelopment", () => {
  const table = applications(1_500);

  it("carries a plan out step by step: the card's indicators are among those screened in and binned", async () => {
    const observed = {
      ...quick,
      sample: { ...quick.sample, observation: "month", groups: ["region"] },
    };
    const development = openDevelopment(table, observed);
    expect(development.sample().sample.rows).toBe(1_500);
    expect(development.explore().indicators.map(({ id }) => id)).toEqual(["turnover", "energy", "trade"]);
    const { indicators } = await development.preprocess();
    expect(indicators.every(({ result }) => result.kind === "binned")).toBe(true);
    const { candidates } = await development.screen();
    const card = await development.card();
    expect(card.indicators.length).toBeGreaterThan(1);
    for (const { id } of card.indicators) expect(candidates).toContain(id);
    const { regression } = await development.fit();
    expect(regression.coefficients.map(({ id }) => id)).toEqual([
      "intercept",
      ...card.indicators.map(({ id }) => id),
    ]);
    const { evaluation } = await development.evaluate();
    expect(evaluation.headline.of).toBe("crossValidated");
    expect(evaluation.headline.auc).toBeGreaterThan(0.65);
    expect(evaluation.headline.auc).toBeLessThanOrEqual(
      evaluation.populations[0]?.discrimination.auc.value ?? 0,
    );
    expect(evaluation.fairness).toHaveLength(1);
  });

  it("gives the same bits again from the same plan, and another card from another seed's split", async () => {
    const held: DevelopmentPlan = { ...quick, split: { kind: "random", heldOutShare: 0.3 } };
    const run = async (of: DevelopmentPlan) => await openDevelopment(table, of).evaluate();
    expect(JSON.stringify(await run(held))).toBe(JSON.stringify(await run(held)));
    const [one, other] = [await run(held), await run({ ...held, seed: "another" })];
    expect(one.evaluation.headline.auc).not.toBe(other.evaluation.headline.auc);
  });

  it("learns from development rows alone when rows are held out", async () => {
    const byTime: DevelopmentPlan = {
      ...quick,
      sample: { ...quick.sample, observation: "month", excludedIndicators: ["region"] },
      split: { kind: "time", heldOutFrom: "2026-05" },
    };
    const scrambled: DataTable = {
      ...table,
      columns: table.columns.map((column) =>
        column.id === "energy" && column.kind === "numeric"
          ? { ...column, values: column.values.map((value, row) => (row >= 1_000 ? 1e6 - row : value)) }
          : column,
      ),
    };
    const card = await openDevelopment(table, byTime).card();
    expect(card.sample.rows).toBe(1_000);
    expect(await openDevelopment(scrambled, byTime).card()).toEqual(card);
  });

  it("keeps what is laid down for an indicator on the card, in every fold too", async () => {
    const ruled: DevelopmentPlan = { ...quick, rules: { energy: { cuts: [-0.5, 0.5] } } };
    const card = await openDevelopment(table, ruled).card();
    expect(card.indicators.find(({ id }) => id === "energy")?.cuts).toEqual([-0.5, 0.5]);
  });

  it("develops cards by segment and says what each gains on rows that neither had seen", async () => {
    const bySegment: DevelopmentPlan = {
      ...quick,
      sample: { ...quick.sample, segment: "region" },
      split: { kind: "random", heldOutShare: 0.4 },
    };
    const found = await openDevelopment(table, bySegment).segments();
    expect(found?.comparedOn).toBe("heldOut");
    expect(found?.segments.map(({ segment }) => segment)).toEqual(["east", "west"]);
    expect(found?.segments.reduce((sum, { rows }) => sum + rows, 0)).toBe(600);
    for (const { auc } of found?.segments ?? []) {
      expect(auc?.gain.value).toBeCloseTo((auc?.ofSegment.value ?? 0) - (auc?.ofAll.value ?? 0), 12);
    }
    expect(await openDevelopment(table, quick).segments()).toBeNull();
  });

  it("compares the card with a challenger on rows that neither had seen", async () => {
    const perfect = async ({ bad, wanted }: { bad: Uint8Array; wanted: Int32Array }) =>
      Float64Array.from(wanted, (row) => bad[row] ?? 0);
    for (const split of [quick.split, { kind: "random", heldOutShare: 0.4 } as const]) {
      const development = openDevelopment(
        table,
        { ...quick, split },
        { challenger: { model: "oracle", train: perfect } },
      );
      const { challenger, evaluation } = await development.evaluate();
      expect(challenger?.challengerAuc.value).toBe(1);
      expect(challenger?.gap.value).toBeCloseTo(1 - (challenger?.cardAuc.value ?? 0), 12);
      expect(challenger?.comparedRows).toBe(evaluation.populations[1]?.rows);
    }
  });

  it("develops a card on German credit that holds up in cross-validation", async () => {
    if (!hasGermanCredit()) return;
    const { columns, bad } = readGermanCredit();
    const rows = Array.from(bad, (_, row) =>
      Object.fromEntries([...columns].map(([name, values]) => [name, numberOrText(values[row] ?? "")])),
    );
    const german = tableOfRows(rows);
    const development = openDevelopment(german, {
      ...quick,
      sample: { ...quick.sample, target: "creditability", badValue: "bad" },
    });
    const card = await development.card();
    const { evaluation } = await development.evaluate();
    // Peers' cards on this data reach 0.76 to 0.79 out of fold.
    expect(evaluation.headline.auc).toBeGreaterThan(0.75);
    const { points } = scoreSample(card, german.columns);
    expect(points).toHaveLength(1_000);
  });
});

function numberOrText(text: string): CellValue {
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

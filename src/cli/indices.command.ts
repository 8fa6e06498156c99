import { type IndexEdition, openIndices } from "#flow";
import { systemClock } from "#kernel";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { openStores } from "./open-stores.ts";

interface IndicesOptions {
  readonly dataDir: string;
  readonly json?: boolean;
}

const explanation = `
Run-rate, energy and order indices by industry and region. A figure stands on at least k enterprises known in the month
and the one before, none of which dominates it; further ones are withheld so that none can be worked out by subtraction.`;

/** `touchstone indices`: k-anonymous indices of the enterprises in a data directory. */
export const registerIndices: RegisterCommand = (program, context) => {
  program
    .command("indices")
    .description("k-anonymous indices of industries and regions (产业指数)")
    .requiredOption("--data-dir <dir>", "data directory; no server may have it open")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", explanation)
    .action(async ({ dataDir, json }: IndicesOptions) => {
      const stores = await openStores(dataDir, { clock: systemClock, mustExist: true });
      try {
        const { operations, observations } = stores;
        const edition = await openIndices({ operations, observations, clock: systemClock }).readIndices();
        const { enterprises, ...rest } = edition;
        const document = { version: "indices@1", ...rest, enterprises: enterprises - (enterprises % 5) };
        context.stdout.write(json === true ? `${JSON.stringify(document)}\n` : describe(edition, context));
      } finally {
        await stores.close();
      }
    });
};

const names = {
  runRate: { zh: "开工指数", en: "run rate" },
  energy: { zh: "用电指数", en: "energy" },
  orders: { zh: "订单指数", en: "orders" },
} as const;

/** The newest month of each cell. */
function describe({ published, k, asOf }: IndexEdition, { language }: CommandContext): string {
  const all = { zh: "全部", en: "all" }[language];
  const newest = new Map(published.map((cell) => [`${cell.index}/${cell.division}/${cell.region}`, cell]));
  const lines = [...newest.values()].map(({ index, division, region, month, value, change, enterprises }) => {
    const moved = change === null ? "" : ` ${change >= 0 ? "+" : ""}${(change * 100).toFixed(1)} %`;
    return `${names[index][language]} ${division || all} ${region || all} ${month} ${value.toFixed(1)}${moved} (≥ ${enterprises})`;
  });
  return `${asOf}, k = ${k}\n${lines.map((line) => `${line}\n`).join("")}`;
}

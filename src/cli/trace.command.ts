import { enterpriseIdOf } from "#registry";
import { openProvenance, type Trace, type TraceStart } from "#flow";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { openStores } from "./open-stores.ts";

interface TraceOptions {
  readonly dataDir: string;
  readonly enterprise: string;
  readonly dataset?: string;
  readonly order?: string;
  readonly lot?: string;
  readonly document?: string;
  readonly json?: boolean;
}

/** `touchstone trace`: from a sale back to the material bought for it and the machine hours that made it. */
export const registerTrace: RegisterCommand = (program, context) => {
  program
    .command("trace")
    .description("follow an order, a lot or a document back to its purchases and machine hours (溯源)")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--enterprise <id>", "id of the enterprise, or with --dataset its code there")
    .option("--dataset <name>", "the data set whose code --enterprise is")
    .option("--order <number>", "start at a sales, work or purchase order")
    .option("--lot <number>", "start at a lot")
    .option("--document <number>", "start at a document of any kind")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: TraceOptions) => await trace(options, context));
};

async function trace(options: TraceOptions, context: CommandContext): Promise<void> {
  const start = startOf(options);
  const { enterprise, dataset } = options;
  const enterpriseId =
    dataset === undefined ? enterprise : enterpriseIdOf({ scheme: `dataset:${dataset}`, value: enterprise });
  const stores = await openStores(options.dataDir, { clock: context.clock, mustExist: true });
  try {
    const { ledger, provenance: source } = stores;
    const services = openProvenance({
      source,
      ledger,
      logs: ledger.logs,
      collectorName: () => null,
      clock: context.clock,
    });
    const found = await services.trace(enterpriseId, start);
    context.stdout.write(options.json === true ? `${JSON.stringify(found)}\n` : textOf(found));
  } finally {
    await stores.close();
  }
}

/** @throws CLI_BAD_OPTION unless exactly one start is named */
function startOf(options: TraceOptions): TraceStart {
  const named = (["order", "lot", "document"] as const).flatMap((kind) => {
    const id = options[kind];
    return id === undefined ? [] : [{ kind, id }];
  });
  const [start] = named;
  if (start !== undefined && named.length === 1) return start;
  throw cliFaults.fault("CLI_BAD_OPTION", {
    option: "--order, --lot, --document",
    expected: "1",
    found: String(named.length),
  });
}

const hourMs = 3_600_000;

function textOf({ documents, machines }: Trace): string {
  const lines = documents.map(({ step, kind, number, line, day, order, lot, item, evidence, ...rest }) => {
    const joined = [order === "" ? "" : `order ${order}`, lot === "" ? "" : `lot ${lot}`, item].filter(
      Boolean,
    );
    const state = rest.action === "cancelled" ? " (cancelled)" : "";
    return `${step.padEnd(10)} ${day} ${kind} ${number}/${line}${state}  ${joined.join(", ")}  [${evidence}]`;
  });
  const work = machines.map(({ element, fromMs, toMs, runMs, energyWh }) => {
    const hours = (ms: number): string => (ms / hourMs).toFixed(2);
    return `machine    ${element} ${hours(toMs - fromMs)} h reported, ${hours(runMs)} h running, ${(energyWh / 1000).toFixed(2)} kWh`;
  });
  return `${[...lines, ...work].join("\n")}\n`;
}

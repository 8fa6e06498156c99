import { type CollectorConfiguration, requireConfiguration } from "../configuration.ts";
import { edgeFaults } from "../errors.ts";
import type { SourceConfig } from "../source-kind.ts";
import {
  type ConfigOption,
  configOption,
  type EdgeContext,
  jsonOption,
  type RegisterEdgeCommand,
} from "./edge-context.ts";

interface SourceOption extends ConfigOption {
  readonly source: string;
}

/** `touchstone collector browse` and `trust`: look at a source before its channels are mapped. */
export const registerBrowse: RegisterEdgeCommand = (program, context) => {
  program
    .command("browse")
    .description("list what a source offers (for example the nodes of an OPC UA server), one a line")
    .requiredOption(...configOption)
    .requiredOption("--source <id>", "id of the source in the configuration")
    .option("--below <address>", "begin at this address; at the top when left out")
    .option("--json", "print one JSON document a line")
    .action(async (options: SourceOption & { readonly below?: string }) => {
      const { source, opened } = await openSource(options, context);
      if (opened.browse === undefined) throw edgeFaults.fault("EDGE_NO_BROWSE", { kind: source.kind });
      for await (const node of opened.browse(source, options.below ?? null, context.signal)) {
        const { address, name, dataType, unit, depth } = node;
        const text = `${"  ".repeat(depth)}${name}\t${address}\t${dataType ?? ""}\t${unit ?? ""}`;
        context.stdout.write(`${options.json === true ? JSON.stringify(node) : text}\n`);
      }
    });
  program
    .command("trust")
    .description(
      "trust what a source shows of itself now (for example its certificate); compare the fingerprint first",
    )
    .requiredOption(...configOption)
    .requiredOption("--source <id>", "id of the source in the configuration")
    .option(...jsonOption)
    .action(async (options: SourceOption) => {
      const { source, opened } = await openSource(options, context);
      if (opened.trust === undefined) throw edgeFaults.fault("EDGE_NO_TRUST", { kind: source.kind });
      const trusted = await opened.trust(source, context.signal);
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify({ trusted })}\n`
          : trusted.map(({ subject, fingerprint }) => `${subject}\t${fingerprint}\n`).join(""),
      );
    });
};

async function openSource(options: SourceOption, { kinds }: EdgeContext) {
  const configuration = requireConfiguration(options.config, kinds);
  const source = findSource(configuration, options.source);
  const kind = kinds[source.kind];
  if (kind === undefined) throw edgeFaults.fault("EDGE_NO_BROWSE", { kind: source.kind });
  return { source, opened: await kind.load(configuration.place) };
}

function findSource({ sources }: CollectorConfiguration, id: string): SourceConfig {
  const found = sources.find((source) => source.id === id);
  if (found !== undefined) return found;
  throw edgeFaults.fault("EDGE_BAD_OPTION", {
    option: "--source",
    expected: `one of ${sources.map((source) => source.id).join(", ")}`,
    found: id,
  });
}

import { readConfiguration } from "../configuration.ts";
import { checkCollector } from "./check-collector.ts";
import {
  type ConfigOption,
  configOption,
  type EdgeContext,
  jsonOption,
  type RegisterEdgeCommand,
} from "./edge-context.ts";

/** `touchstone collector check`: everything that is wrong, without changing anything. */
export const registerCheck: RegisterEdgeCommand = (program, context) => {
  program
    .command("check")
    .description(
      "tell what is wrong with configuration, platform and sources; exit 0 nothing, 1 findings, 2 bad use",
    )
    .requiredOption(...configOption)
    .option("--offline", "look at the configuration file only, reach nothing")
    .option(...jsonOption)
    .action(async (options: ConfigOption & { readonly offline?: boolean }) => {
      const read = readConfiguration(options.config, context.kinds);
      if (read.kind === "wrong") {
        report(
          options,
          context,
          read.findings.map(({ path, ...rest }) => ({ place: path, ...rest })),
        );
        context.setExitCode(2);
        return;
      }
      const findings = options.offline === true ? [] : await checkCollector(read.configuration, context);
      report(options, context, findings);
      context.setExitCode(findings.length === 0 ? 0 : 1);
    });
};

interface Finding {
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

function report({ config, json }: ConfigOption, context: EdgeContext, findings: readonly Finding[]): void {
  if (json === true) {
    context.stdout.write(`${JSON.stringify({ file: config, findings })}\n`);
    return;
  }
  const isZh = context.language === "zh";
  const lines = findings.map(({ place, expected, found }) =>
    isZh
      ? `${config}${place === "" ? "" : ` ${place}`}：期望 ${expected}，实际 ${found}`
      : `${config}${place === "" ? "" : ` ${place}`}: expected ${expected}, found ${found}`,
  );
  if (lines.length === 0) lines.push(isZh ? `${config}：没有问题` : `${config}: nothing is wrong`);
  context.stdout.write(`${lines.join("\n")}\n`);
}

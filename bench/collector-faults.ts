import { parseArgs } from "node:util";
import { runWithFaults } from "../test/edge/faults/fault-run.ts";

/**
 * `node bench/collector-faults.ts [--minutes 10] [--fault-every 7]`: the long form of the test of the same name. Prints
 * the result as JSON; exit code 1 when something that was promised is missing.
 */
const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, "fault-every": { type: "string", default: "7" } },
});
const result = await runWithFaults({
  durationMs: Number(values.minutes) * 60_000,
  faultEveryMs: Number(values["fault-every"]) * 1000,
  workEveryMs: 50,
  say: (fault) => process.stderr.write(`${new Date().toISOString()} ${fault}\n`),
});
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
const isLost = result.sources.some(
  ({ missing, hasLatest, untold }) => missing > 0 || !hasLatest || untold.length > 0,
);
process.exit(isLost ? 1 : 0);

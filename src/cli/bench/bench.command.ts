import type { RegisterCommand } from "../command-context.ts";
import { registerAppendBench } from "./append.command.ts";
import { registerAuditBench } from "./audit.command.ts";
import { registerDetectionBench } from "./detection.command.ts";
import { registerIndicatorsBench } from "./indicators.command.ts";
import { registerIngestBench } from "./ingest.command.ts";
import { registerProfileBench } from "./profile.command.ts";
import { registerProofBench } from "./proof.command.ts";
import { registerScorecardBench } from "./scorecard.command.ts";

/** `touchstone bench`: each checks its results, then times them. */
export const registerBench: RegisterCommand = (program, context) => {
  const bench = program.command("bench").description("measure this program on this machine");
  for (const register of [
    registerScorecardBench,
    registerIndicatorsBench,
    registerAppendBench,
    registerIngestBench,
    registerAuditBench,
    registerProofBench,
    registerProfileBench,
    registerDetectionBench,
  ]) {
    register(bench, context);
  }
};

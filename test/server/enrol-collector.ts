import { createHash } from "node:crypto";
import { toBase64 } from "#seal";
import { enrolmentMessage, normalizeEnrolmentCode } from "#telemetry";
import type { TestCollector } from "../../src/telemetry/testing/test-collector.ts";
import type { WholeServer } from "./open-whole-server.ts";

/** Shows the platform the device's key with the one-time code, as the device itself would. */
export async function enrolCollector(
  { services }: WholeServer,
  device: TestCollector,
  code: string,
): Promise<void> {
  const publicKey = toBase64(device.publicKey);
  const codeHash = createHash("sha256").update(normalizeEnrolmentCode(code)).digest("hex");
  const signature = toBase64(device.sign(Buffer.from(enrolmentMessage(codeHash, publicKey))));
  await services.areas.devices.enrol({ code, publicKey, signature });
}

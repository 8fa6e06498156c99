import type { TestCollector } from "../../../telemetry/testing/test-collector.ts";
import { connectMessage } from "../log-in.ts";

/** The signed password of a test's device. */
export function signedPassword(device: Pick<TestCollector, "id" | "sign">, atMs: number): string {
  return `${atMs}.${Buffer.from(device.sign(connectMessage(device.id, atMs))).toString("base64")}`;
}

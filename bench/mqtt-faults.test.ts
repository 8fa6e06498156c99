import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { runMqttFaults } from "./mqtt-faults.ts";

const hasMosquitto = existsSync("/usr/sbin/mosquitto");
if (!hasMosquitto) console.warn("NOT TESTED with faults over MQTT: mosquitto is not installed");

it.runIf(hasMosquitto)("nothing that was acknowledged is lost, and nothing counts twice", async () => {
  const report = await runMqttFaults(10, `faults ${Date.now()}`);
  const nothing = { direct: 0, outside: 0, device: 0 };
  expect(report).toMatchObject({ lost: nothing, twice: nothing });
  for (const count of Object.values(report.acknowledged)) expect(count).toBeGreaterThan(0);
  expect(report.sparkplugMessages).toBeGreaterThan(0);
});

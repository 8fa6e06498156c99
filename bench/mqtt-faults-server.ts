import { openLedger } from "#adapters/files";
import { openExternalBroker, openMqttBroker } from "#adapters/mqtt";
import { openIntake } from "#intake";
import { createTestDirectory, knownOf } from "../src/intake/testing/test-directory.ts";
import { gatewayOf } from "../src/adapters/mqtt/testing/mqtt-house.ts";
import { createTestCollector } from "../src/telemetry/testing/test-collector.ts";

// The server that `mqtt-faults.ts` kills again and again: <folder> <port> <url of the external broker>.

const [folder = "", port = "0", externalUrl = ""] = process.argv.slice(2);
const directory = createTestDirectory();
for (const id of ["direct", "outside", "edge"]) directory.add(gatewayOf(id));
directory.add(knownOf(createTestCollector("faults")));
const ledger = await openLedger({ directory: folder, clock: Date.now });
const intake = await openIntake({
  directory,
  ledger,
  store: { read: async () => null, save: async () => undefined },
  clock: Date.now,
  onFailure: (cause) => process.stderr.write(`${String(cause)}\n`),
});
const house = { intake, events: intake, directory, clock: Date.now, hostId: "faults", log: () => undefined };
const broker = await openMqttBroker({ host: "127.0.0.1", port: Number(port), tls: null }, house);
const outside = openExternalBroker({ url: externalUrl }, house);
const clock = setInterval(() => void ledger.checkpoint(), 1000);
process.stdout.write(`${broker.port}\n`);
process.on("SIGTERM", () => {
  clearInterval(clock);
  void (async () => {
    await Promise.all([broker.close(), outside.close()]);
    await intake.close();
    await ledger.close();
    process.exit();
  })();
});

import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  DataType,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  type UAVariable,
  Variant,
  VariantArrayType,
} from "node-opcua";

/** What the tests ask for; the server has no event that tells when it sampled. */
const samplingMs = 50;

/** A machine as a real OPC UA server: signed and encrypted, with a user `plc`, on a port that it keeps. */
export class MachineServer {
  readonly port: number;
  readonly endpoint: string;
  readonly #folder: string;
  #server: OPCUAServer | null = null;
  #power: UAVariable | null = null;
  #counter: UAVariable | null = null;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
    this.endpoint = `opc.tcp://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    const certificates = new OPCUACertificateManager({
      rootFolder: join(this.#folder, "pki"),
      automaticallyAcceptUnknownCertificate: true,
      disableFileWatchers: true,
    });
    const server = new OPCUAServer({
      port: this.port,
      hostname: "127.0.0.1",
      serverCertificateManager: certificates,
      securityPolicies: [SecurityPolicy.Basic256Sha256],
      securityModes: [MessageSecurityMode.SignAndEncrypt],
      allowAnonymous: true,
      userManager: {
        isValidUser: (name: string, password: string) => name === "plc" && password === "seven",
      },
      serverInfo: { applicationUri: "urn:test:machine", productUri: "machine" },
    });
    await server.initialize();
    this.#build(server);
    await server.start();
    this.#server = server;
  }

  setPower(kW: number, at: Date = new Date()): void {
    this.#power?.setValueFromSource(
      new Variant({ dataType: DataType.Double, value: kW }),
      StatusCodes.Good,
      at,
    );
  }

  /** The sensor is broken. */
  breakPower(): void {
    this.#power?.setValueFromSource(
      new Variant({ dataType: DataType.Double, value: 0 }),
      StatusCodes.BadSensorFailure,
      new Date(),
    );
  }

  setCounter(count: number): void {
    this.#counter?.setValueFromSource(
      new Variant({
        dataType: DataType.UInt64,
        arrayType: VariantArrayType.Scalar,
        value: [Math.floor(count / 2 ** 32), count >>> 0],
      }),
      StatusCodes.Good,
      new Date(),
    );
  }

  /** Resolves after the fastest sampling of a test has come round: a queue holds what a sampling saw. */
  async hasSampled(): Promise<void> {
    await wait(8 * samplingMs);
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.shutdown(0);
  }

  #build(server: OPCUAServer): void {
    const space = server.engine.addressSpace;
    if (space === null) throw new Error("the server has no address space");
    const own = space.getOwnNamespace();
    const machine = own.addObject({ organizedBy: space.rootFolder.objects, browseName: "CNC-01" });
    const variable = (name: string, dataType: DataType, value: unknown): UAVariable =>
      own.addVariable({
        componentOf: machine,
        browseName: name,
        nodeId: `s=CNC-01.${name}`,
        dataType: DataType[dataType],
        value: new Variant({ dataType, arrayType: VariantArrayType.Scalar, value }),
        minimumSamplingInterval: 10,
      });
    this.#power = variable("Power", DataType.Double, 1.5);
    this.#counter = variable("Parts", DataType.UInt64, [0, 0]);
    variable("Mode", DataType.String, "AUTO");
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

import type { Aedes, AedesPublishPacket, Client } from "aedes";

type Publication = Parameters<Aedes["authorizePublish"]>[1];

/**
 * The parts of aedes' client that a door with back-pressure must reach: aedes reads the socket by itself and bounds
 * neither the size of a packet nor what is under way. Version 1.2.0 is pinned, `broker.test.ts` fails when they move.
 */
export interface AedesClient extends Client {
  readonly _parser: {
    parse(bytes: Uint8Array): void;
    /** Bytes of a packet that has not come whole. */
    readonly _list: { readonly length: number };
  };
  _parsingBatch: number;
  _paused?: boolean;
  _nextBatch: (error?: Error | null) => void;
  readonly _keepaliveTimer: { refresh(): void } | null;
  readonly _disconnected: boolean;
}

/** Takes over reading: from now on `read` is called when there may be something to read and the client may be read. */
export function takeOverReading(client: AedesClient, read: () => void): void {
  client.conn.removeListener("readable", client._nextBatch);
  client._parsingBatch = 0;
  client._nextBatch = (error) => {
    if (error) client.emit("error", error);
    else read();
  };
  client.conn.on("readable", read);
}

/** Whether a publication is a will, which aedes publishes for a client that is gone. */
export function isWill(packet: Publication | AedesPublishPacket): boolean {
  return (packet as { readonly cmd?: string }).cmd !== "publish";
}

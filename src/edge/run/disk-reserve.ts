import { existsSync, rmSync } from "node:fs";
import { replaceFile } from "../buffer/durable-file.ts";

/**
 * Room on the disk for what empties it: a batch must be durable before it is sent, also when the disk is full. Data are
 * only written while the reserve is there; sealing and receipts may use it up.
 */
export interface DiskReserve {
  /** @throws ENOSPC when the reserve is used up and there is no room to make it again */
  require(): Promise<void>;
  /** Runs work that may use the reserve when the disk is full. */
  spend<T>(work: () => Promise<T>): Promise<T>;
}

export function openDiskReserve(path: string, bytes: number): DiskReserve {
  return {
    require: async () => {
      if (bytes === 0 || existsSync(path)) return;
      try {
        await replaceFile(path, Buffer.alloc(bytes, 0x5a));
      } catch (cause) {
        rmSync(`${path}.tmp`, { force: true });
        throw cause;
      }
    },
    spend: async (work) => {
      try {
        return await work();
      } catch (cause) {
        if (!isDiskFull(cause) || !existsSync(path)) throw cause;
        rmSync(path, { force: true });
        return await work();
      }
    },
  };
}

/** Whether the system said that there is no room. */
export function isDiskFull(cause: unknown): boolean {
  const code = cause instanceof Error && "code" in cause ? cause.code : null;
  return code === "ENOSPC" || code === "EDQUOT";
}

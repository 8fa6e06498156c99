import type { EpochMs } from "#kernel";

export interface UploadedFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the bytes as received, hex. */
  readonly sha256: string;
}

/** Files that a person sent before an evaluation. */
export interface Upload {
  readonly id: string;
  readonly createdAtMs: EpochMs;
  /** The evaluation that was started from it; its files do not change any more. */
  readonly usedBy: string | null;
  readonly files: readonly UploadedFile[];
}

/** Port to the register of uploads; the bytes lie in a folder beside it. Durable when it resolves. */
export interface UploadStore {
  add(upload: { id: string; partyId: string; createdAtMs: EpochMs }): Promise<void>;
  find(partyId: string, uploadId: string): Promise<Upload | null>;
  /** Adds a file or replaces the one of this name; false when the upload is in use. */
  saveFile(partyId: string, uploadId: string, file: UploadedFile): Promise<boolean>;
  /** Marks it as used by an evaluation; false when it is already. */
  use(partyId: string, uploadId: string, evaluationId: string): Promise<boolean>;
}

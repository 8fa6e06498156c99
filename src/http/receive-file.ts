import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { jobsFaults, type Upload, type UploadedFile } from "#jobs";

/**
 * Streams one file to the upload's folder. It becomes visible under its name only when it is complete; size limits
 * hold for the bytes that really come, whatever the header said.
 * @param save  registers the file; false when the upload is in use by now
 * @throws JOBS_UPLOAD_TOO_LARGE, JOBS_UPLOAD_TOO_MANY_FILES, JOBS_UPLOAD_USED
 */
export async function receiveFile(parameters: {
  readonly upload: Upload;
  readonly name: string;
  readonly body: Readable;
  readonly folder: string;
  readonly limits: {
    readonly uploadFileBytes: number;
    readonly uploadBytes: number;
    readonly uploadFiles: number;
  };
  readonly save: (file: UploadedFile) => Promise<boolean>;
}): Promise<void> {
  const { upload, name, limits, folder } = parameters;
  refuseUsed(upload);
  const others = upload.files.filter((file) => file.name !== name);
  if (others.length >= limits.uploadFiles) {
    throw jobsFaults.fault("JOBS_UPLOAD_TOO_MANY_FILES", { files: limits.uploadFiles });
  }
  const left = limits.uploadBytes - others.reduce((sum, file) => sum + file.bytes, 0);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = path.join(folder, `.${randomUUID()}.part`);
  try {
    const meter = createMeter(Math.min(left, limits.uploadFileBytes));
    await pipeline(parameters.body, meter.through, createWriteStream(partial, { mode: 0o600, flush: true }));
    await rename(partial, path.join(folder, name));
    if (!(await parameters.save({ name, ...meter.result() }))) refuseUsed({ ...upload, usedBy: "" });
  } finally {
    await rm(partial, { force: true });
  }
}

function refuseUsed(upload: Upload): void {
  if (upload.usedBy === null) return;
  throw jobsFaults.fault("JOBS_UPLOAD_USED", { id: upload.id, evaluation: upload.usedBy });
}

function createMeter(limit: number): {
  readonly through: Transform;
  readonly result: () => { bytes: number; sha256: string };
} {
  const hash = createHash("sha256");
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > limit) done(jobsFaults.fault("JOBS_UPLOAD_TOO_LARGE", { bytes: limit }));
      else done(null, chunk);
    },
  });
  return { through, result: () => ({ bytes, sha256: hash.digest("hex") }) };
}

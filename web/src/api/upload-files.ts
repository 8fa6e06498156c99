import { answerOf, api, ApiProblem, newIdempotencyKey, problemOf } from "./client.ts";
import type { Upload } from "./types.ts";

/** How far the sending of files is; bytes over all files. */
export interface UploadProgress {
  readonly file: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

interface UploadOptions {
  readonly files: readonly File[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: UploadProgress) => void;
}

/** Sends files one after another into a new upload, each streamed by the browser, and returns its id. */
export async function uploadFiles({ files, signal, onProgress }: UploadOptions): Promise<string> {
  const upload: Upload = await answerOf(
    api.POST("/v1/uploads", { params: { header: { "idempotency-key": newIdempotencyKey() } } }),
  );
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  let sentBefore = 0;
  for (const file of files) {
    await sendFile({ uploadId: upload.id, file, signal }, (sent) =>
      onProgress({ file: file.name, sentBytes: sentBefore + sent, totalBytes }),
    );
    sentBefore += file.size;
  }
  return upload.id;
}

interface FileToSend {
  readonly uploadId: string;
  readonly file: File;
  readonly signal: AbortSignal;
}

/** XMLHttpRequest, because fetch does not tell how much of a body has been sent. */
function sendFile({ uploadId, file, signal }: FileToSend, onSent: (bytes: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener("abort", abort);
    request.open("PUT", `/v1/uploads/${uploadId}/files/${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("idempotency-key", newIdempotencyKey());
    request.upload.addEventListener("progress", (event) => onSent(event.loaded));
    request.addEventListener("load", () =>
      request.status < 300 ? resolve() : reject(problemOf(request.status, parsed(request.responseText))),
    );
    request.addEventListener("error", () => reject(new ApiProblem(0, null)));
    request.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

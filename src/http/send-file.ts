import type { FastifyReply } from "fastify";
import { z } from "zod";

const contentTypes = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  zip: "application/zip",
  sql: "application/sql; charset=utf-8",
  pmml: "application/xml; charset=utf-8",
} as const;

/** How the interface describes an answer that is a file. */
export const fileResponse = {
  200: { description: "The file", content: { "application/octet-stream": { schema: z.string() } } },
} as const;

/** How the interface describes an answer that is a PDF. */
export const pdfResponse = {
  200: { description: "PDF", content: { "application/pdf": { schema: z.string() } } },
} as const;

/** A file to take away; its type follows from the ending of its name, which may be Chinese. */
export interface SentFile {
  readonly name: `${string}.${keyof typeof contentTypes}`;
  readonly bytes: Uint8Array;
  /** Shown by the browser rather than saved. */
  readonly isShown?: true;
}

/** Answers with a file, byte for byte. */
export async function sendFile(reply: FastifyReply, { name, bytes, isShown }: SentFile): Promise<never> {
  const ending = name.slice(name.lastIndexOf(".") + 1) as keyof typeof contentTypes;
  return (await reply
    .header(
      "content-disposition",
      `${isShown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .header("content-type", contentTypes[ending])
    .serializer((sent: unknown) => sent as string)
    .send(Buffer.from(bytes))) as never;
}

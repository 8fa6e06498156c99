import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { jobsFaults, type Upload, type UploadStore } from "#jobs";
import { requireVisitor } from "./access.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import { receiveFile } from "./receive-file.ts";
import type { HttpOptions, HttpServices } from "./services.ts";
import { uploadFileNameSchema, uploadSchema } from "./upload.schema.ts";
import { idParamsSchema } from "./field.schema.ts";

const writers = { action: "upload.write" } as const;

/** Sending files before an evaluation: a new upload, then each file as the raw body of a PUT. */
export function uploadRoutes({ jobs, clock }: HttpServices, options: HttpOptions): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/uploads",
      config: { access: writers },
      schema: {
        operationId: "createUpload",
        tags: ["uploads"],
        headers: keyHeaderSchema,
        response: { 201: uploadSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { account } = requireVisitor(request);
        const upload: Upload = { id: jobs.nextId(), createdAtMs: clock(), usedBy: null, files: [] };
        await jobs.uploads.add({ id: upload.id, partyId: account.partyId, createdAtMs: upload.createdAtMs });
        return await reply.code(201).send(showUpload(upload, options));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/uploads/:id",
      config: { access: writers },
      schema: {
        operationId: "getUpload",
        tags: ["uploads"],
        params: idParamsSchema,
        response: { 200: uploadSchema, ...problemResponses },
      },
      handler: async (request) =>
        showUpload(
          await findUpload(jobs.uploads, requireVisitor(request).account.partyId, request.params.id),
          options,
        ),
    });
  };
}

/** The files themselves: bodies are streamed to the disk, whatever type the caller says they are. */
export function uploadFileRoutes({ jobs }: HttpServices, options: HttpOptions): FastifyPluginAsyncZod {
  return async (server) => {
    server.removeAllContentTypeParsers();
    server.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    server.route({
      method: "PUT",
      url: "/v1/uploads/:id/files/:name",
      config: { access: writers, idempotency: "none" },
      bodyLimit: options.uploadFileBytes,
      schema: {
        operationId: "putUploadFile",
        tags: ["uploads"],
        description: "The body is the file itself (application/octet-stream).",
        params: z.object({ id: z.uuid(), name: uploadFileNameSchema }),
        response: { 200: uploadSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const { id, name } = request.params;
        const upload = await findUpload(jobs.uploads, partyId, id);
        await receiveFile({
          upload,
          name,
          body: request.raw,
          folder: jobs.uploadFolderOf(id),
          limits: options,
          save: async (file) => await jobs.uploads.saveFile(partyId, id, file),
        });
        return showUpload(await findUpload(jobs.uploads, partyId, id), options);
      },
    });
  };
}

async function findUpload(store: UploadStore, partyId: string, id: string): Promise<Upload> {
  const upload = await store.find(partyId, id);
  if (upload === null) throw jobsFaults.fault("JOBS_UPLOAD_NOT_FOUND", { id });
  return upload;
}

function showUpload(upload: Upload, options: HttpOptions): z.infer<typeof uploadSchema> {
  return {
    ...upload,
    files: [...upload.files],
    bytes: upload.files.reduce((sum, file) => sum + file.bytes, 0),
    limits: {
      fileBytes: options.uploadFileBytes,
      uploadBytes: options.uploadBytes,
      files: options.uploadFiles,
    },
  };
}

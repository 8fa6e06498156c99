import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { Fault, type FaultKind } from "#kernel";
import { httpFaults } from "./errors.ts";
import type { Problem } from "./problem.schema.ts";

/** The one place where a status is chosen. */
const statusOfKind: Readonly<Record<FaultKind, number>> = {
  badInput: 400,
  notFound: 404,
  conflict: 409,
  forbidden: 403,
  unavailable: 503,
  integrity: 500,
  internal: 500,
};

/** Codes for which HTTP has a more exact status than their kind's. */
const statusOfCode: Readonly<Record<string, number>> = {
  ACCESS_NOT_SIGNED_IN: 401,
  ACCESS_WRONG_CREDENTIALS: 401,
  ACCESS_TOO_MANY_ATTEMPTS: 429,
  HTTP_BODY_TOO_LARGE: 413,
  INTAKE_BUSY: 429,
  HTTP_MEDIA_TYPE_UNKNOWN: 415,
  JOBS_UPLOAD_TOO_LARGE: 413,
};

/** Answers every error, and every address that does not exist, with a problem document (RFC 9457). */
export function installProblems(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const fault = faultOf(error, request);
    const status = statusOf(fault);
    if (status >= 500) request.log.error({ err: error, code: fault.code }, "request failed");
    sendProblem(reply, request, fault, fieldsOf(error));
  });
}

/** Sends one fault as a problem document. */
export function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  fault: Fault,
  fields?: Problem["fields"],
): void {
  const problem: Problem = {
    type: `urn:touchstone:problem:${fault.code}`,
    title: fault.sentence("en"),
    titleZh: fault.sentence("zh"),
    status: statusOf(fault),
    code: fault.code,
    instance: request.id,
  };
  const parameters = Object.entries(fault.parameters).map(([name, value]) => [name, String(value)] as const);
  if (parameters.length > 0) problem.parameters = Object.fromEntries(parameters);
  if (fields !== undefined) problem.fields = fields;
  if (fault.code === "ACCESS_TOO_MANY_ATTEMPTS") {
    reply.header("retry-after", String(fault.parameters["seconds"]));
  }
  reply
    .code(problem.status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

function statusOf(fault: Fault): number {
  return statusOfCode[fault.code] ?? statusOfKind[fault.kind];
}

function faultOf(error: FastifyError, request: FastifyRequest): Fault {
  if (error instanceof Fault) {
    // What broke inside is for the log; the caller gets a number to ask for.
    return statusOf(error) >= 500 && error.kind !== "unavailable" ? internalFault(request, error) : error;
  }
  if (hasZodFastifySchemaValidationErrors(error)) return httpFaults.fault("HTTP_REQUEST_INVALID");
  if (error.statusCode === 413) return httpFaults.fault("HTTP_BODY_TOO_LARGE");
  if (error.statusCode === 415) return httpFaults.fault("HTTP_MEDIA_TYPE_UNKNOWN");
  if (error.statusCode === 404) return httpFaults.fault("HTTP_NOT_FOUND");
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return httpFaults.fault("HTTP_REQUEST_INVALID");
  }
  return internalFault(request, error);
}

function internalFault(request: FastifyRequest, cause: unknown): Fault {
  return httpFaults.fault("HTTP_INTERNAL", { id: request.id }, cause);
}

function fieldsOf(error: FastifyError): Problem["fields"] {
  if (!hasZodFastifySchemaValidationErrors(error)) return undefined;
  return error.validation.map((issue) => ({
    path: `${error.validationContext ?? ""}${issue.instancePath}`,
    message: issue.message ?? "",
  }));
}

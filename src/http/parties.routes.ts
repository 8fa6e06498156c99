import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type Account, actorOf, rolesOfKind } from "#access";
import { requireVisitor } from "./access.ts";
import {
  invitationSchema,
  madePartySchema,
  newPartySchema,
  newPersonSchema,
  partyListSchema,
  passwordChangeSchema,
  personChangeSchema,
  personListSchema,
  personSchema,
} from "./parties.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { idParamsSchema } from "./field.schema.ts";

/** Parties, the people of one's own, and one's own password. */
export function partiesRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/parties",
      config: { access: { action: "party.read" } },
      schema: {
        operationId: "listParties",
        tags: ["parties"],
        description: "The institutions, and the enterprises that the visitor's party may know.",
        response: { 200: partyListSchema, ...problemResponses },
      },
      handler: async (request) => ({
        items: [...(await areas.parties.listParties(actorOf(requireVisitor(request))))],
      }),
    });
    server.route({
      method: "POST",
      url: "/v1/parties",
      // The answer carries a secret that is kept nowhere, so it is not remembered under a key; a code is made once.
      config: { access: { action: "party.create" }, idempotency: "none" },
      schema: {
        operationId: "createParty",
        tags: ["parties"],
        body: newPartySchema,
        response: { 201: madePartySchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const [made] = await areas.parties.createParties(actorOf(requireVisitor(request)), [request.body]);
        if (made === undefined) throw new Error("No party was made");
        return await reply.code(201).send(made);
      },
    });
    await server.register(peopleRoutes(areas));
    await server.register(passwordRoutes(areas));
  };
}

function peopleRoutes(areas: HttpServices["areas"]): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/people",
      config: { access: { action: "person.read" } },
      schema: {
        operationId: "listPeople",
        tags: ["parties"],
        description: "The people of the visitor's own party, and the roles that they can have.",
        response: { 200: personListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const actor = actorOf(requireVisitor(request));
        const people = await areas.parties.listPeople(actor);
        return { items: people.map(showPerson), roles: [...rolesOfKind[actor.party.kind]] };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/people",
      config: { access: { action: "person.write" }, idempotency: "none" },
      schema: {
        operationId: "addPerson",
        tags: ["parties"],
        body: newPersonSchema,
        response: { 201: invitationSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const invitation = await areas.parties.addPerson(actorOf(requireVisitor(request)), request.body);
        return await reply.code(201).send(invitation);
      },
    });
    server.route({
      method: "PATCH",
      url: "/v1/people/:id",
      config: { access: { action: "person.write" }, idempotency: "none" },
      schema: {
        operationId: "changePerson",
        tags: ["parties"],
        description: "Another role, or suspended or not; logs the person out everywhere.",
        params: idParamsSchema,
        body: personChangeSchema,
        response: { 200: personSchema, ...problemResponses },
      },
      handler: async (request) =>
        showPerson(
          await areas.parties.changePerson(actorOf(requireVisitor(request)), request.params.id, request.body),
        ),
    });
    server.route({
      method: "POST",
      url: "/v1/people/:id/reset",
      config: { access: { action: "person.write" }, idempotency: "none" },
      schema: {
        operationId: "resetPerson",
        tags: ["parties"],
        description: "Takes the password away, logs the person out, and invites them anew.",
        params: idParamsSchema,
        response: { 201: invitationSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const actor = actorOf(requireVisitor(request));
        return await reply.code(201).send(await areas.parties.resetPerson(actor, request.params.id));
      },
    });
  };
}

function passwordRoutes(areas: HttpServices["areas"]): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "PUT",
      url: "/v1/session/password",
      config: { access: { action: "session.write" }, idempotency: "none" },
      bodyLimit: 4096,
      schema: {
        operationId: "setPassword",
        tags: ["session"],
        body: passwordChangeSchema,
        response: { 204: z.null(), ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        await areas.parties.setOwnPassword(actorOf(visitor), visitor.account, request.body);
        return await reply.code(204).send(null);
      },
    });
  };
}

function showPerson({ id, name, role, passwordHash, isSuspended }: Account): z.infer<typeof personSchema> {
  return { id, name, role, hasPassword: passwordHash !== null, isSuspended };
}

import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Task, TaskSource } from "#access";
import { requireVisitor } from "./access.ts";
import type { AreaServices } from "./area-services.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { taskListSchema } from "./task.schema.ts";

/** What waits for the visitor, collected from every area that has such work. */
export function taskRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/tasks",
      config: { access: { action: "task.read" } },
      schema: {
        operationId: "listTasks",
        tags: ["tasks"],
        description: "What is due first comes first; what has no day comes last.",
        response: { 200: taskListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const lists = await Promise.all(taskSourcesOf(areas).map((source) => source.listTasks(visitor)));
        return { items: lists.flat().sort(byDueDay).map(showTask) };
      },
    });
  };
}

/** The areas that have work for people; those without leave `tasks` out. */
function taskSourcesOf(areas: AreaServices): readonly TaskSource[] {
  const all: readonly { readonly tasks?: TaskSource }[] = Object.values(areas);
  return all.flatMap(({ tasks }) => tasks ?? []);
}

function byDueDay(a: Task, b: Task): number {
  return (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999");
}

function showTask({ kind, parameters, href, dueOn }: Task) {
  const shown = Object.entries(parameters).map(([name, value]) => [name, String(value)] as const);
  return { kind, parameters: Object.fromEntries(shown), href, dueOn };
}

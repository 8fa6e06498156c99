import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { catalogue } from "#indicators";
import { industryTemplates } from "#registry";
import { industryListSchema } from "./industries.schema.ts";
import { problemResponses } from "./problem.schema.ts";

const nameOf = new Map(catalogue.map(({ id, name }) => [id, name]));

/** Templates of the 31 divisions of manufacturing, for those who connect an enterprise. */
export function industriesRoutes(): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/industries",
      config: { access: { action: "reference.read" } },
      schema: {
        operationId: "listIndustries",
        tags: ["reference"],
        description: "What an enterprise of each division of GB/T 4754, C13 to C43, begins with.",
        response: { 200: industryListSchema, ...problemResponses },
      },
      handler: async () => ({ items: industryTemplates.map(showTemplate) }),
    });
  };
}

function showTemplate(template: (typeof industryTemplates)[number]) {
  const { machines, keyIndicators, calendar, energy, norms } = template;
  return {
    ...template,
    machines: machines.map((machine) => ({ ...machine, ratedKw: [...machine.ratedKw] })),
    keyIndicators: keyIndicators.map((id) => ({ id, name: nameOf.get(id) ?? { zh: id, en: id } })),
    calendar: {
      ...calendar,
      newYearStopDays: [...calendar.newYearStopDays],
      peakMonths: [...calendar.peakMonths],
    },
    energy: { ...energy, kwhPerMachineHour: [...energy.kwhPerMachineHour] },
    norms: {
      ...norms,
      oeePpm: [...norms.oeePpm],
      receivableDays: [...norms.receivableDays],
      leadDays: [...norms.leadDays],
    },
  };
}

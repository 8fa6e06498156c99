import type { z } from "zod";
import type { DataClass } from "#consent";
import { classesOfIndicator, type Figure } from "#flow";
import { catalogue } from "#indicators";
import type { BusinessDay } from "#kernel";
import { classesOfStreams } from "#operations";
import { httpFaults } from "./errors.ts";
import type { figureQuerySchema } from "./provenance.schema.ts";

/** A question for the rows behind a number, as it stands in an address. */
export type FigureQuery = z.output<typeof figureQuerySchema>;

/**
 * The number that a question names, and the data classes that its rows are.
 * @throws HTTP_REQUEST_INVALID when it names none
 */
export function figureOf(
  query: FigureQuery,
  today: BusinessDay,
): { readonly figure: Figure; readonly dataClasses: readonly DataClass[] } {
  const { indicator, streams, asOf = today, chart, day, asset = null, month, direction = "sale" } = query;
  if (indicator !== undefined) {
    return { figure: { kind: "indicator", id: indicator, asOf }, dataClasses: classesOf(indicator) };
  }
  if (streams !== undefined) {
    return { figure: { kind: "streams", streams, asOf }, dataClasses: classesOfStreams(streams) };
  }
  if (chart !== undefined && day !== undefined) {
    const dataClasses: readonly DataClass[] = [chart === "energy" ? "energy" : "machine"];
    return { figure: { kind: "machineDay", chart, day, asset }, dataClasses };
  }
  if (month !== undefined) return { figure: { kind: "month", month, direction }, dataClasses: ["invoice"] };
  throw httpFaults.fault("HTTP_REQUEST_INVALID");
}

/** The classes that an indicator's rows are; one that does not exist is refused when its rows are asked for. */
function classesOf(id: string): readonly DataClass[] {
  const definition = catalogue.find((one) => one.id === id);
  if (definition === undefined) return ["invoice"];
  const { presentOn, streams } = definition;
  return presentOn.includes("operations") ? classesOfStreams(streams) : classesOfIndicator(definition);
}

import { expect, it } from "vitest";
import { industryTemplateOf, industryTemplates } from "./industry-templates.ts";

it("has the 31 divisions of manufacturing, C13 to C43, each once and in order", () => {
  expect(industryTemplates.map(({ division }) => division)).toEqual(
    Array.from({ length: 31 }, (_, index) => `C${13 + index}`),
  );
  expect(new Set(industryTemplates.map(({ name }) => name.zh)).size).toBe(31);
});

it("every template has what an enterprise begins with, within bounds that make sense", () => {
  for (const { division, machines, keyIndicators, calendar, energy, norms } of industryTemplates) {
    expect(machines.length, division).toBeGreaterThanOrEqual(2);
    expect(keyIndicators.length, division).toBeGreaterThanOrEqual(4);
    for (const { ratedKw } of machines) expect(ratedKw[0], division).toBeLessThan(ratedKw[1]);
    for (const [from, to] of [
      calendar.newYearStopDays,
      energy.kwhPerMachineHour,
      norms.oeePpm,
      norms.receivableDays,
      norms.leadDays,
    ]) {
      expect(from, division).toBeLessThan(to);
    }
    expect(norms.utilisationPpm.value, division).toBeGreaterThan(500_000);
    expect(norms.utilisationPpm.value, division).toBeLessThan(900_000);
    for (const month of calendar.peakMonths) expect(month >= 1 && month <= 12, division).toBe(true);
  }
});

it("published utilisation is told from our own choice", () => {
  const textiles = industryTemplateOf("C1711");
  expect(textiles?.norms.utilisationPpm).toMatchObject({ origin: "dataset", value: 786_000 });
  expect(industryTemplateOf("C18")?.norms.utilisationPpm.origin).toBe("designChoice");
  expect(industryTemplateOf("F51")).toBeNull();
});

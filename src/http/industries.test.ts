import { expect, it } from "vitest";
import { catalogue } from "#indicators";
import { industryTemplates } from "#registry";

it("every template names indicators that the catalogue has", () => {
  const known = new Set(catalogue.map(({ id }) => id));
  for (const { division, keyIndicators } of industryTemplates) {
    expect(
      keyIndicators.filter((id) => !known.has(id)),
      division,
    ).toEqual([]);
  }
});

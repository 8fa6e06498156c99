import { describe, expect, it } from "vitest";
import { cardAsPmml, parityRows, scoreSample } from "#scorecard";
import { makeCard, makeHardCard } from "../../scorecard/testing/card-builder.ts";
import { parsePmml } from "./parse-pmml.ts";

describe("a card as PMML", () => {
  it.each([0, 2, 6])("comes back with the same scores at every edge, with %i decimals", (decimals) => {
    const card = makeHardCard(decimals);
    const columns = parityRows(card, 5_000, "pmml");
    const restored = parsePmml(cardAsPmml(card, { name: "card" }));
    const [expected, found] = [card, restored].map((each) => scoreSample(each, columns));
    expect(found?.points).toEqual(expected?.points);
    expect(found?.logOdds).toEqual(expected?.logOdds);
    expect(found?.rawPd).toEqual(expected?.rawPd);
  });

  it("comes back with the same cuts, groups and special codes", () => {
    const card = makeHardCard();
    const restored = parsePmml(cardAsPmml(card, { name: "card" }));
    const shapeOf = ({ indicators }: typeof card) =>
      indicators.map(({ id, cuts, bins }) => ({
        id,
        cuts,
        bins: bins.map((bin) => ({
          kind: bin.kind,
          points: bin.points,
          holds: bin.kind === "special" ? bin.codes : bin.kind === "group" ? bin.categories : [],
        })),
      }));
    expect(shapeOf(restored)).toEqual(shapeOf(card));
  });

  it("keeps base points, offset and factor", () => {
    const card = makeHardCard(2);
    expect(parsePmml(cardAsPmml(card, { name: "card" })).scaling).toEqual(card.scaling);
  });

  it("keeps line breaks, quotes and markup in names and categories", () => {
    const name = `a <b> & "c" 'd'\t\n\r e  f`;
    const card = makeCard(
      [{ id: name, groups: [[name, " "], ["&amp;"]], points: [1, 2], other: 3, missing: 4 }],
      0,
    );
    const { indicators } = parsePmml(cardAsPmml(card, { name }));
    expect(indicators).toMatchObject([
      { id: name, bins: [{ categories: [name, " "] }, { categories: ["&amp;"] }, {}, {}] },
    ]);
  });

  it("refuses what is meant for the parser, not for a reader of cards", () => {
    const deep = `<PMML>${"<a>".repeat(20_000)}${"</a>".repeat(20_000)}</PMML>`;
    const reserved = `<PMML version="4.4"><__proto__ polluted="1"/></PMML>`;
    const entities = `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><PMML>&b;</PMML>`;
    for (const hostile of [deep, reserved, entities]) {
      expect(() => parsePmml(hostile)).toThrow(expect.objectContaining({ code: "SCORECARD_PMML_NOT_READ" }));
    }
  });

  it("refuses what XML cannot hold and a card without indicators", () => {
    const card = makeCard([{ id: "x", groups: [["\u0001"]], points: [1], other: 3, missing: 4 }], 0);
    for (const impossible of [card, makeCard([], 0)]) {
      expect(() => cardAsPmml(impossible, { name: "card" })).toThrow(
        expect.objectContaining({ code: "SCORECARD_EXPORT_NOT_POSSIBLE" }),
      );
    }
  });
});

describe("PMML of another producer", () => {
  /** After the example of the specification: closed bounds on the other side, sets, a text attribute for the rest. */
  const foreign = (attributes: string, model = ""): string => `<?xml version="1.0"?>
<p:PMML xmlns:p="http://www.dmg.org/PMML-4_2" version="4.2">
 <p:DataDictionary numberOfFields="2">
  <p:DataField name="age" optype="continuous" dataType="integer"/>
  <p:DataField name="department" optype="categorical" dataType="string"/>
 </p:DataDictionary>
 <p:Scorecard functionName="regression" initialScore="10.5" ${model}>
  <p:MiningSchema><p:MiningField name="age"/><p:MiningField name="department"/></p:MiningSchema>
  <p:Characteristics>${attributes}</p:Characteristics>
 </p:Scorecard>
</p:PMML>`;
  const age = `<p:Characteristic name="AgeScore" baselineScore="18">
   <p:Attribute partialScore="-1"><p:SimplePredicate field="age" operator="isMissing"/></p:Attribute>
   <p:Attribute partialScore="-3"><p:SimplePredicate field="age" operator="lessOrEqual" value="18"/></p:Attribute>
   <p:Attribute partialScore="5.25"><p:CompoundPredicate booleanOperator="and">
     <p:SimplePredicate field="age" operator="greaterThan" value="18"/>
     <p:SimplePredicate field="age" operator="lessOrEqual" value="29"/></p:CompoundPredicate></p:Attribute>
   <p:Attribute partialScore="18"><p:SimplePredicate field="age" operator="greaterThan" value="29"/></p:Attribute>
  </p:Characteristic>`;

  it("gives every value the points that its predicates give", () => {
    const department = `<p:Characteristic name="DepartmentScore">
     <p:Attribute partialScore="19"><p:SimpleSetPredicate field="department" booleanOperator="isIn">
       <p:Array type="string" n="2">marketing "human \\"relations\\""</p:Array></p:SimpleSetPredicate></p:Attribute>
     <p:Attribute partialScore="3"><p:SimplePredicate field="department" operator="notEqual" value="it"/></p:Attribute>
     <p:Attribute partialScore="0"><p:True/></p:Attribute></p:Characteristic>`;
    const card = parsePmml(foreign(age + department));
    const values = [17.9, 18, 18.000_000_000_000_004, 29, 29.000_000_000_000_004, Number.NaN];
    const categories = ["marketing", 'human "relations"', "it", "sales"];
    const scored = scoreSample(card, [
      { kind: "numeric", id: "age", values: Float64Array.from(values) },
      { kind: "categorical", id: "department", codes: Int32Array.of(0, 1, 2, 3, -1, 3), categories },
    ]);
    expect([...scored.points]).toEqual([
      10.5 - 3 + 19,
      10.5 - 3 + 19,
      10.5 + 5.25 + 0,
      10.5 + 5.25 + 3,
      10.5 + 18 + 0,
      10.5 - 1 + 3,
    ]);
  });

  it.each([
    ["a value without attribute", age.replace('operator="isMissing"', 'operator="equal" value="0"')],
    ["a field that is not declared", age.replaceAll('field="age"', 'field="height"')],
    ["a partial score that is computed", age.replace(' partialScore="18"', "")],
    ["two characteristics of one field", age + age],
  ])("refuses %s", (_, attributes) => {
    expect(() => parsePmml(foreign(attributes))).toThrow(
      expect.objectContaining({ code: "SCORECARD_PMML_NOT_READ" }),
    );
  });

  it("refuses replaced missing values, document types and text that is no XML", () => {
    const replaced = foreign(age).replace('name="age"/><p:M', 'name="age" missingValueReplacement="3"/><p:M');
    const declared = foreign(age).replace("<p:PMML", '<!DOCTYPE x [<!ENTITY y "z">]><p:PMML');
    for (const wrong of [replaced, declared, "<PMML", "{}"]) {
      expect(() => parsePmml(wrong)).toThrow(expect.objectContaining({ code: "SCORECARD_PMML_NOT_READ" }));
    }
  });
});

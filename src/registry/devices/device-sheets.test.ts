import { describe, expect, it } from "vitest";
import { checkDeviceSheets, type DeviceTables, readDeviceSheets, type SheetNote } from "../index.ts";

const on = "2026-11-22";
const empty: DeviceTables = {
  enterprises: [],
  sites: [],
  elements: [],
  meters: [],
  collectors: [],
  claims: [],
};
const places = (notes: readonly SheetNote[]): readonly string[] =>
  notes.map(({ sheet, row, column, code }) => `${sheet} ${row} ${column.en} ${code}`);

function read(tables: Partial<DeviceTables>) {
  const sheets = readDeviceSheets({ ...empty, ...tables }, on);
  const collectors = [
    { id: "g1", name: "Gateway", enterpriseId: null },
    { id: "g2", name: "Twice", enterpriseId: null },
    { id: "g3", name: "Twice", enterpriseId: null },
  ];
  const known = { dataset: "pilot", enterprises: new Set(["E1"]), elements: [], collectors };
  const checked = checkDeviceSheets(sheets, known);
  return { ...checked, problems: [...sheets.problems, ...checked.problems] };
}

describe("a workbook of devices", () => {
  it("is read with its parents, values and encumbrances", () => {
    const { elements, collectors, problems } = read({
      sites: [
        ["企业代码", "代码", "名称", "类别", "上级代码"],
        ["E1", "L1", "机加工一线", "产线", ""],
      ],
      elements: [
        [
          "code",
          "enterprise",
          "name",
          "kind",
          "parent",
          "purchaseYuan",
          "inServiceOn",
          "residualPercent",
        ].concat(["encumbrance", "holder", "encumberedFrom"]),
        [
          "CNC-01",
          "E1",
          "一号机",
          "设备",
          "L1",
          "186,000.5",
          "2019/7/3",
          "5",
          "抵押",
          "试点银行",
          "2026-01-01",
        ],
      ],
      collectors: [
        ["企业代码", "名称", "采集要素"],
        ["E1", "一号采集器", ""],
      ],
    });
    expect(problems).toEqual([]);
    const [line, machine] = elements;
    expect(machine).toMatchObject({
      kind: "machine",
      // What nobody dated otherwise holds since it came into service.
      validFrom: "2019-07-03",
      data: {
        parentId: line?.id,
        purchaseFen: "18600050",
        residualPpm: 50_000,
        encumbrances: [{ kind: "mortgage", holder: "试点银行", fromOn: "2026-01-01", untilOn: null }],
      },
    });
    expect(collectors[0]?.elements.map(({ code }) => code).toSorted()).toEqual(["CNC-01", "L1"]);
  });

  it("names sheet, row and column of everything that is wrong, in both languages", () => {
    const { problems } = read({
      elements: [
        ["enterprise", "code", "name", "kind", "parent", "purchaseYuan", "inServiceOn", "lifeMonths"],
        ["E1", "CNC 01", "", "machine", "", "12.345", "2019-02-30", "0"],
        ["E9", "CNC-02", "二号机", "machine", "", "", "", ""],
        ["E1", "CNC-03", "三号机", "machine", "L9", "", "", ""],
        ["E1", "CNC-03", "三号机", "meter", "", "", "", ""],
      ],
      meters: [
        ["企业代码", "代码"],
        ["E1", "DB-01"],
      ],
      collectors: [
        ["enterprise", "name", "elements"],
        ["E1", "C-1", "CNC-77"],
        ["E1", "C-1", ""],
      ],
    });
    expect(places(problems)).toEqual([
      "elements 2 name DEVICE_VALUE_MISSING",
      "elements 2 code DEVICE_CODE_MALFORMED",
      "elements 2 purchaseYuan DEVICE_NUMBER_MALFORMED",
      "elements 2 inServiceOn DEVICE_DAY_MALFORMED",
      "elements 2 lifeMonths DEVICE_NUMBER_MALFORMED",
      "meters 1 name DEVICE_COLUMN_MISSING",
      "meters 1 medium DEVICE_COLUMN_MISSING",
      "elements 3 enterprise DEVICE_ENTERPRISE_UNKNOWN",
      "elements 5 code DEVICE_CODE_REPEATED",
      "elements 4 parent DEVICE_PARENT_UNKNOWN",
      "elements 5 medium DEVICE_MEDIUM_MISSING",
      "collectors 2 elements DEVICE_ELEMENT_UNKNOWN",
      "collectors 3 name DEVICE_COLLECTOR_REPEATED",
    ]);
    for (const { zh, en } of problems) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(en).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it("names the devices behind a gateway, and each row that hangs on nothing", () => {
    const elements = [
      ["enterprise", "code", "name", "kind"],
      ["E1", "CNC-01", "一号机", "machine"],
    ];
    const right = read({
      elements,
      claims: [
        ["网关", "数据中的代码", "企业代码", "要素代码"],
        ["Gateway", "press-1", "E1", "CNC-01"],
        ["g2", "", "E1", "CNC-01"],
      ],
    });
    expect(right.problems).toEqual([]);
    expect(right.claims.map(({ collectorId, code }) => `${collectorId} ${code}`)).toEqual([
      "g1 press-1",
      "g2 CNC-01",
    ]);
    const wrong = read({
      elements,
      claims: [
        ["gateway", "code", "enterprise", "element"],
        ["Nobody", "A", "E1", "CNC-01"],
        ["Twice", "A", "E1", "CNC-01"],
        ["Gateway", "A B", "E1", "CNC-01"],
        ["Gateway", "B", "E9", "CNC-01"],
        ["Gateway", "C", "E1", "CNC-77"],
        ["Gateway", "C", "E1", "CNC-01"],
      ],
    });
    expect(places(wrong.problems)).toEqual([
      "claims 4 code DEVICE_CODE_MALFORMED",
      "claims 2 gateway DEVICE_GATEWAY_UNKNOWN",
      "claims 3 gateway DEVICE_GATEWAY_UNKNOWN",
      "claims 5 enterprise DEVICE_ENTERPRISE_UNKNOWN",
      "claims 6 element DEVICE_CLAIM_UNKNOWN",
      "claims 7 code DEVICE_CLAIM_REPEATED",
    ]);
  });
});

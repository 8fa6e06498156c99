import type { PlantElement } from "#simulate";
import type { ConnectedPlant } from "../../plants/plant-files.ts";

function machine(code: string, name: string, powerW: number, cycleSeconds: number): PlantElement {
  return { code, kind: "machine", name, powerW, cycleSeconds };
}

function meter(code: string, name: string, powerW: number): PlantElement {
  return { code, kind: "meter", name, powerW, cycleSeconds: 0 };
}

/** In the order of the pilot's enterprises, one each. */
export const samplePlants: readonly ConnectedPlant[] = [
  {
    name: "模拟注塑车间",
    plant: {
      seed: "plant-1",
      rhythm: "threeShifts",
      elements: [
        machine("INJ-01", "注塑机 1", 32_000, 38),
        machine("INJ-02", "注塑机 2", 32_000, 41),
        machine("INJ-03", "注塑机 3", 55_000, 62),
        meter("EM-01", "总电表", 130_000),
      ],
    },
    pastHours: 72,
    silentHours: [],
  },
  {
    name: "模拟机加工车间",
    plant: {
      seed: "plant-2",
      rhythm: "dayShift",
      elements: [
        machine("CNC-01", "加工中心 1", 18_000, 95),
        machine("CNC-02", "数控车床 2", 11_000, 70),
        meter("EM-01", "总电表", 40_000),
      ],
    },
    pastHours: 120,
    silentHours: [{ from: 54, to: 48 }],
  },
];

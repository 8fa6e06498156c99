import { defineFaults } from "#kernel";

/** Faults of the simulation: a region that cannot be made. */
export const simulateFaults = defineFaults({
  SIMULATE_SIZE_OUT_OF_RANGE: {
    kind: "badInput",
    zh: "{what} 应在 {least} 与 {most} 之间，而不是 {found}",
    en: "{what} must be between {least} and {most}, not {found}",
  },
  SIMULATE_FOLDER_NOT_EMPTY: {
    kind: "badInput",
    zh: "文件夹 {directory} 不是空的：模拟数据只写入新的或空的文件夹",
    en: "the folder {directory} is not empty: a simulated region is written into a new or an empty one",
  },
  SIMULATE_TRUTH_INSIDE: {
    kind: "badInput",
    zh: "真值文件 {file} 在数据文件夹 {directory} 之内：真值必须与数据分开存放",
    en: "the truth {file} is inside the data's folder {directory}: it must be kept apart from the data",
  },
});

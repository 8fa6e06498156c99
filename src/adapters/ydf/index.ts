export { ydfFaults } from "./errors.ts";
export { trainBoostedTrees } from "./train-boosted-trees.ts";

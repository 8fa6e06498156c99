export { trainBoostedTrees } from "./train-boosted-trees.ts";

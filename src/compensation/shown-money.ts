export { formatGroupedYuan as shownYuan } from "#kernel";

/** Size of an enterprise (划型): 微型, 小型, 中型, 大型. */
export const sizeClasses = ["micro", "small", "medium", "large"] as const;
export type SizeClass = (typeof sizeClasses)[number];

/** The pages of the compensation fund. */
export const fundRoutes = [] as const;

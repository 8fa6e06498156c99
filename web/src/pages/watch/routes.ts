/** The pages of early warning. */
export const watchRoutes = [] as const;

/** The pages of the shadow comparison. */
export const shadowRoutes = [] as const;

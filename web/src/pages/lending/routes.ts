/** The pages of own loans, from application to settlement. */
export const lendingRoutes = [] as const;

/** The pages of parties and their people. */
export const partiesRoutes = [] as const;

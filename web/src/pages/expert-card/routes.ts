/** The pages of the expert card of the cold start. */
export const expertCardRoutes = [] as const;

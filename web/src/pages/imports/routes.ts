/** The pages of imports of files, their quarantine and its correction. */
export const importsRoutes = [] as const;

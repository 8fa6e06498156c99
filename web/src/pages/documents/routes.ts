/** The pages of printed documents, the due-diligence report first. */
export const documentsRoutes = [] as const;

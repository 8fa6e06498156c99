/** The pages of consent, the basis of each read, and the access log. */
export const consentRoutes = [] as const;

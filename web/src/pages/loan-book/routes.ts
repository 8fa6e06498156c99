/** The pages of the mirrored loan book and its five classes. */
export const loanBookRoutes = [] as const;

import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../api/client.ts";

/** Server state: a refusal (4xx) is an answer and is not asked again; an unreachable server is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) =>
        failures < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 502),
    },
  },
});

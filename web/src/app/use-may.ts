import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { sessionQuery } from "../api/queries.ts";

/** Asks whether the policies allow the reader an action, for example `useMay()("fund.approve")`. */
export function useMay(): (action: string) => boolean {
  const { data } = useQuery(sessionQuery);
  return useCallback((action) => data?.actions.includes(action) ?? false, [data]);
}

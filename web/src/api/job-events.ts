import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isActive, jobQuery } from "./queries.ts";
import type { Job } from "./types.ts";

/**
 * Follows a job's live progress into the query cache until it ends. When the stream breaks, the browser opens it
 * again, and the slow polling of {@link jobQuery} goes on meanwhile.
 */
export function useJobEvents(jobId: string, isFollowed: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isFollowed) return undefined;
    const events = new EventSource(`/v1/jobs/${encodeURIComponent(jobId)}/events`);
    const take = (event: MessageEvent<string>) => {
      const job = JSON.parse(event.data) as Job;
      queries.setQueryData(jobQuery(jobId).queryKey, job);
      if (isActive(job)) return;
      events.close();
      for (const key of ["evaluations", "evaluation", "enterprises"]) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
    };
    events.addEventListener("message", take);
    events.addEventListener("job", take);
    return () => events.close();
  }, [jobId, isFollowed, queries]);
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { addCustomerEntry, type NewCustomerEntry } from "./customers-api.ts";

/** Writes an entry of a customer down and shows everything anew. */
export function useAddEntry(customerId: string, onAdded: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (entry: NewCustomerEntry) => addCustomerEntry(customerId, entry),
    onSuccess: () => {
      onAdded();
      return client.invalidateQueries({ queryKey: ["customers"] });
    },
  });
}

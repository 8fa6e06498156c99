import { mqttParameters } from "./parameters.ts";

/** How many connections may be open that have not yet said who they are. */
export interface StrangerLimit {
  /** @returns false where there are too many, over all or from this address */
  enter(address: string): boolean;
  /** It logged in, or is gone. */
  leave(address: string): void;
}

/** Strangers hold nothing that others need: a bound for each address, so that one cannot take the places of all. */
export function createStrangerLimit(): StrangerLimit {
  const byAddress = new Map<string, number>();
  let all = 0;
  return {
    enter(address) {
      const here = byAddress.get(address) ?? 0;
      if (all >= mqttParameters.strangers.value || here >= mqttParameters.strangersOfOne.value) return false;
      byAddress.set(address, here + 1);
      all += 1;
      return true;
    },
    leave(address) {
      const here = byAddress.get(address) ?? 0;
      all -= 1;
      if (here > 1) byAddress.set(address, here - 1);
      else byAddress.delete(address);
    },
  };
}

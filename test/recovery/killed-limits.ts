/** Sizes so small that files roll over, tiles fill up and the state is saved between any two kills. */
export const killedLimits = {
  walFileBytes: 200_000,
  payloadFileBytes: 150_000,
  stateEveryBytes: 30_000,
  mostPendingEntries: 400,
};

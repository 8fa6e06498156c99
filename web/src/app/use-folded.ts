import { useState } from "react";

const storageKey = "touchstone.folded";

/** Which groups of the navigation the reader has folded away; kept on this device. */
export function useFolded(): {
  readonly isFolded: (group: string) => boolean;
  readonly toggle: (group: string) => void;
} {
  const [folded, setFolded] = useState(() =>
    (localStorage.getItem(storageKey) ?? "").split(",").filter(Boolean),
  );
  const toggle = (group: string) => {
    const next = folded.includes(group) ? folded.filter((one) => one !== group) : [...folded, group];
    localStorage.setItem(storageKey, next.join(","));
    setFolded(next);
  };
  return { isFolded: (group) => folded.includes(group), toggle };
}

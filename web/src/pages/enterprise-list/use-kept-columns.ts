import { useState } from "react";
import type { ColumnKey } from "./columns.tsx";
import { defaultColumns } from "./columns.tsx";

const storageKey = "touchstone.enterprise-columns";

/** The columns that the reader chose, kept in this browser. */
export function useKeptColumns(): [readonly ColumnKey[], (keys: readonly ColumnKey[]) => void] {
  const [keys, setKeys] = useState<readonly ColumnKey[]>(storedColumns);
  const keep = (chosen: readonly ColumnKey[]) => {
    localStorage.setItem(storageKey, chosen.join(","));
    setKeys(chosen);
  };
  return [keys, keep];
}

function storedColumns(): readonly ColumnKey[] {
  const stored = localStorage.getItem(storageKey);
  return stored === null || stored === "" ? defaultColumns : (stored.split(",") as ColumnKey[]);
}

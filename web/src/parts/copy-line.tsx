import { Button } from "antd";
import { useState } from "react";
import { useText } from "../i18n/language.tsx";
import { text } from "./text.ts";

/** A command or a value to copy. */
export function CopyLine({ value }: { readonly value: string }) {
  const t = useText(text);
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setIsCopied(true);
  };
  return (
    <span className="copy-line">
      <code translate="no">{value}</code>
      <Button size="small" onClick={() => void copy()}>
        {isCopied ? t("copied") : t("copy")}
      </Button>
    </span>
  );
}

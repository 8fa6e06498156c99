import { usePhrase, useText } from "../../i18n/language.tsx";
import { formatPercent } from "../../figures/format-number.ts";
import type { Portrait } from "./customers-api.ts";
import { text } from "./text.ts";
import { wordOf } from "./words.ts";

/** A code in the reader's words. */
export function Word({ code }: { readonly code: string | null | undefined }) {
  const phrase = usePhrase();
  return <>{phrase(wordOf(code))}</>;
}

/** The stage of life with how sure it is. */
export function StageMark({ lifeStage }: { readonly lifeStage: Portrait["lifeStage"] }) {
  if (lifeStage === null) return <Word code={null} />;
  return (
    <span>
      <Word code={lifeStage.stage} />{" "}
      <span className="soft figure">{formatPercent(lifeStage.confidence, 0)}</span>
    </span>
  );
}

/** Where a customer stands on the axes besides its stage. */
export function SegmentChips({ segment }: { readonly segment: Portrait["segment"] }) {
  const codes = [segment.supplyChain, segment.publicData].filter((code) => code !== null);
  return <Chips codes={codes} />;
}

/** Needs as chips, each once. */
export function NeedChips({ portrait }: { readonly portrait: Portrait }) {
  const codes = [...new Set(portrait.needs.map(({ code }) => code))];
  return <Chips codes={codes} />;
}

/** 优质: on the quality list of the edition. */
export function ListMark({ isListed }: { readonly isListed: boolean }) {
  const t = useText(text);
  return isListed ? <span className="chip chip--strong">★ {t("onList")}</span> : null;
}

interface ShareProps {
  readonly share: {
    readonly share: number | null;
    readonly low: number;
    readonly high: number;
    readonly hits: number;
    readonly total: number;
  };
}

/** A share of counts with its interval. */
export function ShareMark({ share }: ShareProps) {
  return (
    <span>
      {formatPercent(share.share, 1)}{" "}
      <span className="soft figure">
        {share.hits}/{share.total} [{formatPercent(share.low, 0)}, {formatPercent(share.high, 0)}]
      </span>
    </span>
  );
}

function Chips({ codes }: { readonly codes: readonly string[] }) {
  return (
    <span className="customers__chips">
      {codes.map((code) => (
        <span key={code} className="chip">
          <Word code={code} />
        </span>
      ))}
    </span>
  );
}

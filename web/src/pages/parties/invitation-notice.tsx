import { Button } from "antd";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { text } from "./text.ts";

/** An invitation just made: the only time its link is seen. */
export interface ShownInvitation {
  readonly name: string;
  readonly token: string;
  readonly expiresAtMs: number;
}

interface InvitationNoticeProps {
  readonly invitation: ShownInvitation;
  readonly onClose: () => void;
}

/** The one-time link, to be copied and handed over. */
export function InvitationNotice({ invitation, onClose }: InvitationNoticeProps) {
  const t = useText(text);
  const { name, token, expiresAtMs } = invitation;
  return (
    <div className="notice notice--block invitation" role="status">
      <p>
        <strong>{t("invitationFor", { name })}</strong>{" "}
        {t("invitationNote", { until: formatInstant(expiresAtMs) })}
      </p>
      <p>
        <CopyLine value={`${location.origin}/login#token=${token}`} />{" "}
        <Button size="small" onClick={onClose}>
          {t("close")}
        </Button>
      </p>
    </div>
  );
}

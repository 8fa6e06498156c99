import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { CollectorSecret } from "./collector-secret.tsx";
import { collectorText } from "./collector-text.ts";
import { type Collector, type CollectorMove, moveCollector, renewCode } from "./devices-api.ts";

const moves = ["quarantine", "release", "revoke"] as const;
const notes = { quarantine: "quarantineNote", release: "releaseNote", revoke: "revokeNote" } as const;

/** What the reader may do with a collector now; each move asks for its reason. */
export function CollectorActions({ collector }: { readonly collector: Collector }) {
  const t = useText(collectorText);
  const client = useQueryClient();
  const [move, setMove] = useState<CollectorMove | null>(null);
  const renew = useMutation({
    mutationFn: () => renewCode(collector.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["devices"] }),
  });
  return (
    <div className="devices__actions">
      {collector.may.renewCode && (
        <Button loading={renew.isPending} onClick={() => renew.mutate()}>
          {t("renewCode")}
        </Button>
      )}
      {moves
        .filter((one) => collector.may[one])
        .map((one) => (
          <Button key={one} danger={one === "revoke"} onClick={() => setMove(one)}>
            {t(one)}
          </Button>
        ))}
      <Refusal error={renew.error} />
      <Modal
        title={t("codeTitle")}
        open={renew.data !== undefined}
        footer={null}
        width={640}
        onCancel={() => renew.reset()}
      >
        {renew.data !== undefined && <CollectorSecret made={renew.data} />}
      </Modal>
      {move !== null && <MoveDialog collector={collector} move={move} onClose={() => setMove(null)} />}
    </div>
  );
}

function MoveDialog({
  collector,
  move,
  onClose,
}: {
  readonly collector: Collector;
  readonly move: CollectorMove;
  readonly onClose: () => void;
}) {
  const t = useText(collectorText);
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const take = useMutation({
    mutationFn: () => moveCollector(collector.id, move, reason),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["devices"] });
      onClose();
    },
  });
  return (
    <Modal
      title={t(move)}
      open
      okText={t("confirm")}
      cancelText={t("cancel")}
      okButtonProps={{ danger: move === "revoke", disabled: reason.trim() === "", loading: take.isPending }}
      onOk={() => take.mutate()}
      onCancel={onClose}
    >
      <p className="device-note">{t(notes[move])}</p>
      <label htmlFor="collector-reason">{t("reason")}</label>
      <Input.TextArea
        id="collector-reason"
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Refusal error={take.error} />
    </Modal>
  );
}

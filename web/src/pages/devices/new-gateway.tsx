import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { collectorText } from "./collector-text.ts";
import { CollectorSecret } from "./collector-secret.tsx";
import { type MadeCollector, registerGateway } from "./devices-api.ts";

/** Registers a platform's gateway and shows its token once. */
export function NewGateway() {
  const t = useText(collectorText);
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<MadeCollector | null>(null);
  const close = () => {
    setIsOpen(false);
    setMade(null);
  };
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t("newGateway")}</Button>
      <Modal title={t("newGateway")} open={isOpen} footer={null} destroyOnHidden width={640} onCancel={close}>
        {made === null ? (
          <GatewayForm onMade={setMade} />
        ) : (
          <div className="devices">
            <CollectorSecret made={made} />
            <div>
              <Button onClick={close}>{t("done")}</Button>
            </div>
          </div>
        )}
      </Modal>
    </>
  );
}

function GatewayForm({ onMade }: { readonly onMade: (made: MadeCollector) => void }) {
  const t = useText(collectorText);
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [group, setGroup] = useState("");
  const [node, setNode] = useState("");
  const register = useMutation({
    mutationFn: () =>
      registerGateway({
        name,
        sparkplug: group === "" ? null : { group, node },
        hasToken: true,
        messagesPerSecond: null,
      }),
    onSuccess: async (made) => {
      onMade(made);
      await client.invalidateQueries({ queryKey: ["devices", "collectors"] });
    },
  });
  const isReady = name.trim() !== "" && (group === "") === (node === "");
  return (
    <form
      className="device-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) register.mutate();
      }}
    >
      <p className="device-note device-form__whole">{t("newGatewayNote")}</p>
      <label className="device-form__whole">
        {t("name")}
        <Input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label>
        {t("group")}
        <Input value={group} onChange={(event) => setGroup(event.target.value)} />
      </label>
      <label>
        {t("node")}
        <Input value={node} onChange={(event) => setNode(event.target.value)} />
      </label>
      <p className="device-note device-form__whole">{t("sparkplugNote")}</p>
      <div className="device-form__whole">
        <Refusal error={register.error} />
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={register.isPending}>
          {t("register")}
        </Button>
      </div>
    </form>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { collectorText } from "./collector-text.ts";
import { CollectorSecret } from "./collector-secret.tsx";
import { collectorQuery, type DeviceElement, type MadeCollector, registerCollector } from "./devices-api.ts";

interface EnrolWizardProps {
  readonly enterpriseId: string;
  readonly elements: readonly DeviceElement[];
}

/** Registers a collector, shows its one-time code with the exact command, and waits for the device. */
export function EnrolWizard({ enterpriseId, elements }: EnrolWizardProps) {
  const t = useText(collectorText);
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<MadeCollector | null>(null);
  const close = () => {
    setIsOpen(false);
    setMade(null);
  };
  return (
    <>
      <Button type="primary" onClick={() => setIsOpen(true)}>
        {t("newCollector")}
      </Button>
      <Modal
        title={t(made === null ? "step1" : "step2")}
        open={isOpen}
        footer={null}
        destroyOnHidden
        mask={{ closable: made === null }}
        width={640}
        onCancel={close}
      >
        {made === null ? (
          <RegisterForm enterpriseId={enterpriseId} elements={elements} onMade={setMade} />
        ) : (
          <HandOver made={made} onClose={close} />
        )}
      </Modal>
    </>
  );
}

function RegisterForm({
  enterpriseId,
  elements,
  onMade,
}: EnrolWizardProps & { readonly onMade: (made: MadeCollector) => void }) {
  const t = useText(collectorText);
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(elements.map(({ id }) => id));
  const register = useMutation({
    mutationFn: () =>
      registerCollector({ enterpriseId, name, elementIds: [...chosen], messagesPerSecond: null }),
    onSuccess: async (made) => {
      onMade(made);
      await client.invalidateQueries({ queryKey: ["devices", "collectors"] });
    },
  });
  return (
    <form
      className="device-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") register.mutate();
      }}
    >
      <label className="device-form__whole">
        {t("name")}
        <Input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="device-form__whole">
        {t("speaksFor")}
        <Select
          mode="multiple"
          maxTagCount={4}
          value={[...chosen]}
          onChange={setChosen}
          showSearch={{ optionFilterProp: "label" }}
          options={elements.map((one) => ({ value: one.id, label: `${one.code} ${one.twin.data.name}` }))}
        />
      </label>
      <div className="device-form__whole">
        <Refusal error={register.error} />
        <Button type="primary" htmlType="submit" disabled={name.trim() === ""} loading={register.isPending}>
          {t("register")}
        </Button>
      </div>
    </form>
  );
}

const askAgainMs = 3000;

function HandOver({ made, onClose }: { readonly made: MadeCollector; readonly onClose: () => void }) {
  const t = useText(collectorText);
  const client = useQueryClient();
  // The device enrols somewhere else; this page asks until it has.
  const { data } = useQuery({
    ...collectorQuery(made.collector.id),
    refetchInterval: ({ state }) => (state.data?.collector.keys.length === 0 ? askAgainMs : false),
  });
  const key = data?.collector.keys.at(-1);
  return (
    <div className="devices">
      <CollectorSecret made={made} />
      <p className={key === undefined ? "device-note" : "notice"} role="status">
        {key === undefined ? t("waiting") : t("enrolled", { key: key.keyId })}
      </p>
      <div>
        <Button
          onClick={() => {
            void client.invalidateQueries({ queryKey: ["devices"] });
            onClose();
          }}
        >
          {t("done")}
        </Button>
      </div>
    </div>
  );
}

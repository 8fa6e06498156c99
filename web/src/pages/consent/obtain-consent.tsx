import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Radio, Select } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import {
  consentsQuery,
  type Purpose,
  recordPapers,
  type RegisteredEnterprise,
  registerQuery,
  requestConsents,
} from "./consent-api.ts";
import { sha256Of } from "./file-bytes.ts";
import { dataClasses, purposes } from "./names.ts";
import { inOneYear, today } from "./term-days.ts";
import { type Terms, TermsFields } from "./terms-fields.tsx";
import { text } from "./text.ts";

interface Wanted extends Terms {
  readonly way: "ask" | "paper";
  readonly ids: readonly string[];
  readonly reference: string;
  readonly scans: readonly File[];
}

const bankPurposes: readonly Purpose[] = ["creditEvaluation", "postLoan"];

/** Asks many owners at once, or records their signed forms. */
export function ObtainConsent() {
  const t = useText(text);
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  const register = useQuery(registerQuery);
  const enterprises = (register.data?.items ?? []).filter(({ ownPartyId }) => ownPartyId !== null);
  const [wanted, setWanted] = useState<Wanted>({
    way: "ask",
    ids: [],
    purpose: "creditEvaluation",
    classes: dataClasses.filter((one) => one !== "loan"),
    untilOn: inOneYear(),
    reference: "SQ",
    scans: [],
  });
  const change = (changed: Partial<Wanted>) => setWanted({ ...wanted, ...changed });
  const chosen = enterprises.filter(({ id }) => wanted.ids.includes(id));
  const missing = wanted.way === "paper" ? chosen.filter((one) => scanOf(one, wanted.scans) === null) : [];
  const obtain = useMutation({
    mutationFn: async () => await send(wanted, chosen, session.data?.party.id ?? ""),
    onSuccess: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }),
  });
  const isReady =
    chosen.length > 0 && wanted.classes.length > 0 && wanted.untilOn !== "" && missing.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) obtain.mutate();
  };
  return (
    <Panel title={t("askTitle")} note={t("askNote")} actions={<BlankForm wanted={wanted} />}>
      <form className="consent-form" onSubmit={submit}>
        <Radio.Group
          value={wanted.way}
          onChange={(event) => change({ way: event.target.value as Wanted["way"] })}
        >
          <Radio value="ask">{t("wayAsk")}</Radio>
          <Radio value="paper">{t("wayPaper")}</Radio>
        </Radio.Group>
        <EnterpriseField enterprises={enterprises} ids={wanted.ids} onChange={(ids) => change({ ids })} />
        <TermsFields
          name="obtain"
          purposes={session.data?.party.kind === "bank" ? bankPurposes : purposes}
          terms={wanted}
          onChange={change}
        />
        {wanted.way === "paper" && <PaperFields wanted={wanted} missing={missing} onChange={change} />}
        <Refusal error={obtain.error} />
        {obtain.data !== undefined && (
          <p className="notice" role="status">
            {t("sent", { count: obtain.data.items.length })}
          </p>
        )}
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={obtain.isPending}>
          {t(wanted.way === "ask" ? "send" : "record")}
        </Button>
      </form>
    </Panel>
  );
}

interface EnterpriseFieldProps {
  readonly enterprises: readonly RegisteredEnterprise[];
  readonly ids: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

function EnterpriseField({ enterprises, ids, onChange }: EnterpriseFieldProps) {
  const t = useText(text);
  return (
    <>
      <label htmlFor="obtain-enterprises">{t("enterprises")}</label>
      <Select
        id="obtain-enterprises"
        mode="multiple"
        maxTagCount={6}
        optionFilterProp="label"
        value={[...ids]}
        options={enterprises.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
        onChange={onChange}
      />
      <Button size="small" onClick={() => onChange(enterprises.map(({ id }) => id))}>
        {t("allEnterprises", { count: enterprises.length })}
      </Button>
    </>
  );
}

interface PaperFieldsProps {
  readonly wanted: Wanted;
  readonly missing: readonly RegisteredEnterprise[];
  readonly onChange: (changed: Partial<Wanted>) => void;
}

function PaperFields({ wanted, missing, onChange }: PaperFieldsProps) {
  const t = useText(text);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <label htmlFor="obtain-reference">{t("reference")}</label>
      <Input
        id="obtain-reference"
        value={wanted.reference}
        onChange={(event) => onChange({ reference: event.target.value })}
      />
      <p className="field-note">{t("referenceNote")}</p>
      <label htmlFor="obtain-scan">{t("scan")}</label>
      <input
        ref={input}
        id="obtain-scan"
        type="file"
        multiple
        onChange={(event) => onChange({ scans: [...(event.target.files ?? [])] })}
      />
      <p className="field-note">{t("scanNote")}</p>
      {missing.length > 0 && (
        <p className="field-error">
          {t("scanMissing", {
            codes: missing
              .slice(0, 8)
              .map(({ code }) => code)
              .join(", "),
          })}
        </p>
      )}
    </>
  );
}

function BlankForm({ wanted }: { readonly wanted: Wanted }) {
  const t = useText(text);
  const [id] = wanted.ids;
  const query = new URLSearchParams({
    purpose: wanted.purpose,
    dataClasses: wanted.classes.join(","),
    ...(wanted.untilOn === "" ? {} : { untilOn: wanted.untilOn }),
    ...(wanted.ids.length === 1 && id !== undefined ? { enterpriseId: id } : {}),
  });
  return (
    <a className="button-link" href={`/v1/consents/form.pdf?${query}`} target="_blank" rel="noreferrer">
      {t("blankForm")}
    </a>
  );
}

/** The scan of an enterprise: the one file of all, or the one whose name holds its code as a word of its own. */
function scanOf({ code }: RegisteredEnterprise, scans: readonly File[]): File | null {
  const [first] = scans;
  if (scans.length === 1 && first !== undefined) return first;
  return scans.find(({ name }) => name.split(/[^\p{L}\p{N}-]+/u).includes(code)) ?? null;
}

async function send(wanted: Wanted, chosen: readonly RegisteredEnterprise[], granteePartyId: string) {
  const { purpose, classes, untilOn, way, reference, scans } = wanted;
  const terms = {
    granteePartyId,
    providerPartyId: null,
    purpose,
    dataClasses: [...classes],
    fromOn: today(),
    untilOn,
  };
  if (way === "ask") return await requestConsents({ enterpriseIds: chosen.map(({ id }) => id), ...terms });
  const hashes = new Map<File, string>();
  const papers = [];
  for (const enterprise of chosen) {
    const scan = scanOf(enterprise, scans);
    if (scan === null) continue;
    const scanSha256 = hashes.get(scan) ?? (await sha256Of(scan));
    hashes.set(scan, scanSha256);
    papers.push({ enterpriseId: enterprise.id, reference: `${reference}-${enterprise.code}`, scanSha256 });
  }
  return await recordPapers({ papers, ...terms });
}

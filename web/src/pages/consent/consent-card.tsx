import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type Consent, consentsQuery, grantConsents, revokeConsent } from "./consent-api.ts";
import { ConsentStateMark } from "./consent-state-mark.tsx";
import { dataClassNames, purposeNames } from "./names.ts";
import { text } from "./text.ts";

/** One consent in plain words, with what the owner can do about it. */
export function ConsentCard({ consent }: { readonly consent: Consent }) {
  const t = useText(text);
  const phrase = usePhrase();
  const session = useQuery(sessionQuery);
  const { grantee, provider, purpose, untilOn, dataClasses, mayGrant, mayRevoke } = consent;
  const isOwn = provider.id === session.data?.party.id;
  const values = {
    grantee: grantee.name,
    provider: isOwn ? t("myself") : provider.name,
    purpose: phrase(purposeNames[purpose]),
    until: untilOn,
  };
  return (
    <article className="consent-card">
      <p className="consent-card__head">
        <strong translate="no">{grantee.name}</strong>
        <ConsentStateMark consent={consent} />
      </p>
      <p data-quotes="">{t(mayGrant ? "sentenceAsked" : "sentence", values)}</p>
      <ul className="consent-card__classes">
        {dataClasses.map((one) => (
          <li key={one}>{phrase(dataClassNames[one])}</li>
        ))}
      </ul>
      {mayGrant && <p className="soft">{t("onlyFor")}</p>}
      <p className="consent-card__actions">
        {mayGrant ? <Decide id={consent.id} /> : mayRevoke && <Revoke consent={consent} />}
        <a
          className="button-link"
          href={`/v1/consents/${consent.id}/form.pdf`}
          target="_blank"
          rel="noreferrer"
        >
          {t("pdf")}
        </a>
      </p>
    </article>
  );
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: consentsQuery.queryKey });
}

function Decide({ id }: { readonly id: string }) {
  const t = useText(text);
  const refresh = useRefresh();
  const agree = useMutation({ mutationFn: () => grantConsents([id]), onSuccess: refresh });
  const decline = useMutation({ mutationFn: () => revokeConsent(id, null), onSuccess: refresh });
  return (
    <>
      <Button type="primary" loading={agree.isPending} onClick={() => agree.mutate()}>
        {t("agree")}
      </Button>
      <Button loading={decline.isPending} onClick={() => decline.mutate()}>
        {t("decline")}
      </Button>
      <Refusal error={agree.error ?? decline.error} />
    </>
  );
}

/** Revoking says first what follows from it. */
function Revoke({ consent }: { readonly consent: Consent }) {
  const t = useText(text);
  const phrase = usePhrase();
  const refresh = useRefresh();
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => revokeConsent(consent.id, null),
    onSuccess: () => {
      setIsAsking(false);
      return refresh();
    },
  });
  const values = { grantee: consent.grantee.name, purpose: phrase(purposeNames[consent.purpose]) };
  return (
    <>
      <Button danger onClick={() => setIsAsking(true)}>
        {t("revoke")}
      </Button>
      <Modal
        open={isAsking}
        title={t("revokeTitle")}
        okText={t("revoke")}
        okButtonProps={{ danger: true, loading: revoke.isPending }}
        cancelText={t("keep")}
        onOk={() => revoke.mutate()}
        onCancel={() => setIsAsking(false)}
      >
        <p data-quotes="">{t("revokeWhat", values)}</p>
        <p>{t("revokeLoan")}</p>
        <Refusal error={revoke.error} />
      </Modal>
    </>
  );
}

import {
  bodyOf,
  type Caller,
  callerOf,
  cookieOf,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";

/** A factory that a bank registered, and its owner, signed in. */
export interface RegisteredFactory {
  readonly enterpriseId: string;
  readonly owner: Caller;
}

/** Registers one factory by a list of one line, and lets its owner in by the invitation. */
export async function registerFactory(
  { address }: WholeServer,
  manager: Person,
  { dataset, code, name }: { readonly dataset: string; readonly code: string; readonly name: string },
): Promise<RegisteredFactory> {
  const list = `企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主\n${code},${name},,福州,C34,,,,王一`;
  const json = { dataset, fileName: "list.csv", contentBase64: Buffer.from(list).toString("base64") };
  const answer = await bodyOf<{ invitations: { enterpriseId: string; token: string }[] }>(
    manager("POST", "/v1/enterprises", { json }),
  );
  const [invitation] = answer.invitations;
  if (invitation === undefined) throw new Error(`${code} was not registered`);
  const { enterpriseId, token } = invitation;
  const session = await callerOf(address)("POST", "/v1/session", { json: { token } });
  return { enterpriseId, owner: callerOf(address, cookieOf(session)) };
}

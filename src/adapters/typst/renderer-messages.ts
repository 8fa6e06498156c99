/** One document to set; `json` is a `Printable`. */
export interface RendererRequest {
  readonly id: number;
  readonly json: string;
}

export type RendererAnswer =
  | { readonly id: number; readonly kind: "done"; readonly pdf: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: "failed"; readonly problem: string };

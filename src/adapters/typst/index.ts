export { openPdfRenderer } from "./open-pdf-renderer.ts";

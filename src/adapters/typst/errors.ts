import { defineFaults } from "#kernel";

/** The error codes of the printer of documents. */
export const typstFaults = defineFaults({
  TYPST_RENDER_FAILED: {
    kind: "internal",
    zh: "文件“{title}”未能排版：{problem}",
    en: 'the document "{title}" could not be set: {problem}',
  },
  TYPST_CLOSED: {
    kind: "unavailable",
    zh: "排版程序已经关闭",
    en: "the renderer of documents is closed",
  },
});

import { defineFaults } from "#kernel";

/** Why a whole file was ignored, or read only in part. */
export const collectFaults = defineFaults({
  COLLECT_NOT_A_DATA_FILE: {
    kind: "badInput",
    zh: "不是数据文件：扩展名应为 .csv、.tsv、.jsonl（可加 .gz）、.xlsx、.xml、.ofd 或 .zip。",
    en: "Not a data file: the name should end in .csv, .tsv or .jsonl (with or without .gz), .xlsx, .xml, .ofd or .zip.",
  },
  COLLECT_NOT_A_FILE: {
    kind: "badInput",
    zh: "不是普通文件（{what}），未读取。",
    en: "Not a regular file ({what}); it was not read.",
  },
  COLLECT_BINARY: {
    kind: "badInput",
    zh: "内容不是文本，而是{what}；请先导出为 CSV。",
    en: "The content is not text but {what}; export it as CSV first.",
  },
  COLLECT_EMPTY: {
    kind: "badInput",
    zh: "文件是空的，连表头也没有。",
    en: "The file is empty: it has not even a header.",
  },
  COLLECT_ENCODING: {
    kind: "badInput",
    zh: "文字编码既不是 UTF-8 也不是 GBK/GB18030（{found}）。",
    en: "The text is neither UTF-8 nor GBK/GB18030 ({found}).",
  },
  COLLECT_LINE_ENDS: {
    kind: "badInput",
    zh: "行以单个回车符（CR）结尾；请另存为以换行符（LF 或 CRLF）结尾的文件。",
    en: "The lines end in a carriage return alone (CR); save the file with LF or CRLF line ends.",
  },
  COLLECT_UNKNOWN_LAYOUT: {
    kind: "badInput",
    zh: "认不出表头，也没有对应的映射文件；读到的列：{columns}。",
    en: "The header is not one of the known layouts and no mapping fits it; columns found: {columns}.",
  },
  COLLECT_HEADER_INCOMPLETE: {
    kind: "badInput",
    zh: "第 {row} 行的表头最像 {layout}（{name}），但缺少列：{missing}；表头里多出的列：{unused}。",
    en: "The header in row {row} is nearest to {layout} ({name}) but lacks the columns {missing}; it has besides: {unused}.",
  },
  COLLECT_GZIP_CUT_OFF: {
    kind: "badInput",
    zh: "压缩文件在第 {bytes} 字节处中断；此前的 {rows} 行已保留。",
    en: "The compressed file ends too early, after {bytes} bytes; the {rows} rows before that were kept.",
  },
  COLLECT_GZIP_DAMAGED: {
    kind: "badInput",
    zh: "压缩数据已损坏（{reason}）；此前的 {rows} 行已保留。",
    en: "The compressed data is damaged ({reason}); the {rows} rows before that were kept.",
  },
  COLLECT_INFLATES_TOO_FAR: {
    kind: "badInput",
    zh: "压缩文件解压后过大：{compressed} 字节已变成 {inflated} 字节，上限 {limit}；已停止，此前的 {rows} 行已保留。",
    en: "The compressed file inflates too far: {compressed} bytes became {inflated}, at most {limit} are allowed; stopped, the {rows} rows before that were kept.",
  },
  COLLECT_ZIP_DAMAGED: {
    kind: "badInput",
    zh: "压缩包或工作簿已损坏（{reason}）。",
    en: "The zip or workbook is damaged ({reason}).",
  },
  COLLECT_ZIP_ENTRIES: {
    kind: "badInput",
    zh: "压缩包里有 {entries} 个文件，上限 {limit}。",
    en: "The zip holds {entries} files, at most {limit} are allowed.",
  },
  COLLECT_PARTS_IGNORED: {
    kind: "badInput",
    zh: "其中 {ignored} 个文件或工作表未能读取，第一个是 {part}：{reason}",
    en: "{ignored} of its files or sheets could not be read, the first is {part}: {reason}",
  },
  COLLECT_NOTHING_IN_ZIP: {
    kind: "badInput",
    zh: "压缩包里没有可读的数据文件。",
    en: "The zip holds no data file that can be read.",
  },
  COLLECT_NO_DATA_SHEET: {
    kind: "badInput",
    zh: "工作簿的 {sheets} 个工作表都认不出表头。工作表“{sheet}”：{reason}",
    en: "No header was recognised in any of the workbook's {sheets} sheets. Sheet “{sheet}”: {reason}",
  },
  COLLECT_NOT_AN_INVOICE: {
    kind: "badInput",
    zh: "XML 不是电子发票：没有 {missing}。",
    en: "The XML is no electronic invoice: it has no {missing}.",
  },
  COLLECT_OFD_PAGE_ONLY: {
    kind: "badInput",
    zh: "OFD 里只有版式，没有发票的原始数据；请下载 XML，或带原始数据的 OFD。",
    en: "The OFD holds the printed page alone, without the invoice's data; download the XML, or the OFD with data.",
  },
  COLLECT_XML_DAMAGED: {
    kind: "badInput",
    zh: "XML 不完整（{reason}）。",
    en: "The XML is not well-formed ({reason}).",
  },
  COLLECT_UNREADABLE: {
    kind: "unavailable",
    zh: "读取失败（{reason}）；此前的 {rows} 行已保留。",
    en: "Reading failed ({reason}); the {rows} rows before that were kept.",
  },
  COLLECT_BAD_MAPPING: {
    kind: "badInput",
    zh: "映射文件 {file} 不合规：{problem}",
    en: "The mapping file {file} is not valid: {problem}",
  },
  COLLECT_COLUMN_MISSING: {
    kind: "badInput",
    zh: "映射 {mapping} 需要列 {missing}，第 1 行的表头里没有；读到的列：{columns}。",
    en: "The mapping {mapping} needs the columns {missing}, which the header in row 1 does not have; columns found: {columns}.",
  },
  COLLECT_UNKNOWN_ENTRY: {
    kind: "integrity",
    zh: "日志 {origin} 第 {index} 条记录的版式 {layout} 无法识别。",
    en: "Entry {index} of log {origin} has the layout {layout}, which this program does not know.",
  },
  COLLECT_WORKER_FAILED: {
    kind: "internal",
    zh: "读取线程失败：{reason}",
    en: "The reading thread failed: {reason}",
  },
});

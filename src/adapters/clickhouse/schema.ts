/** One forward-only step of the schema; a published one never changes (its checksum is stored). */
export interface Migration {
  readonly version: number;
  readonly statements: readonly string[];
}

/** Where a row came from: the entry of the log that holds it, its place in it, and the leaf that first covered it. */
const lineage = `
  received_at_ms Int64,
  origin LowCardinality(String),
  entry_index UInt64,
  ordinal UInt32,
  platform_index UInt64`;

/**
 * The window lets an insert that is repeated after a crash be recognised by its token; data reaches the disk
 * before the position that says so.
 */
const durable =
  "SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1";

/**
 * Tables of the observation store. Rows are visible when `platform_index` is below the position of the
 * projection; money is in fen, instants are UTC milliseconds, readings are integers in the channel's base unit.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    statements: [
      `CREATE TABLE invoice (
  enterprise_id LowCardinality(String),
  direction LowCardinality(String) COMMENT 'sale or purchase',
  number String COMMENT 'at least eight digits, leading zeros restored',
  issued_on Date32,
  counterparty String,
  net_fen Int64,
  tax_fen Int64,
  gross_fen Int64,
  is_void UInt8,
  flags UInt8 COMMENT '1: net + tax is not gross; 2: number used before with other content',
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, direction, issued_on) ${durable}`,
      `CREATE TABLE reading (
  enterprise_id LowCardinality(String),
  asset LowCardinality(String),
  channel LowCardinality(String),
  from_ms Int64,
  to_ms Int64,
  value Int64,
  fingerprint UInt64 COMMENT 'of the whole row as received; the same for all channels of one row',
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, channel, asset, from_ms) ${durable}`,
      `CREATE TABLE enterprise (
  enterprise_id String,
  dataset LowCardinality(String),
  code String,
  name String,
  label LowCardinality(String) COMMENT 'default, performing, or empty where unknown',
  bank_rating LowCardinality(String),
${lineage}
) ENGINE = MergeTree ORDER BY (dataset, enterprise_id) ${durable}`,
      `CREATE TABLE churn_rate (
  dataset LowCardinality(String),
  rate_ppm Int32,
  rating LowCardinality(String),
  churn Float64 COMMENT 'share of customers lost, copied as published and never summed',
${lineage}
) ENGINE = MergeTree ORDER BY (dataset, rate_ppm, rating) ${durable}`,
      `CREATE TABLE quarantine (
  file String,
  row UInt64,
  field String,
  code LowCardinality(String),
  parameters String COMMENT 'JSON object of the sentence''s parameters',
  raw String,
  enterprise_id LowCardinality(String),
${lineage}
) ENGINE = MergeTree ORDER BY (file, row) ${durable}`,
      `CREATE TABLE import_batch (
  file String,
  kind LowCardinality(String) COMMENT 'invoices, readings, enterprises or churn',
  dataset LowCardinality(String),
  enterprise_id LowCardinality(String) COMMENT 'empty where the rows belong to no enterprise',
  enterprise_code String,
  read UInt32 COMMENT 'stored + duplicates + quarantined',
  stored UInt32,
  duplicates UInt32,
  quarantined UInt32,
  amounts_do_not_add_up UInt32,
  number_reused UInt32,
  first_day Nullable(Date32) COMMENT 'of the stored rows, business days',
  last_day Nullable(Date32),
${lineage}
) ENGINE = MergeTree ORDER BY (dataset, enterprise_id, platform_index) ${durable}`,
      `CREATE TABLE import_file (
  file String,
  dataset LowCardinality(String),
  layout LowCardinality(String),
  sha256 String,
  bytes UInt64,
  rows UInt64,
  problem String COMMENT 'JSON of code and parameters, or empty',
${lineage}
) ENGINE = MergeTree ORDER BY (dataset, file, platform_index) ${durable}`,
      `CREATE TABLE projector_position (
  projector LowCardinality(String),
  position UInt64 COMMENT 'every platform index below it is projected in full'
) ENGINE = MergeTree ORDER BY projector ${durable}`,
    ],
  },
  {
    version: 2,
    statements: [
      "ALTER TABLE invoice ADD COLUMN IF NOT EXISTS red_of String DEFAULT '' COMMENT 'number of the invoice that this red one takes back'",
      "ALTER TABLE import_batch ADD COLUMN IF NOT EXISTS merged_lines UInt32 DEFAULT 0 COMMENT 'of the stored rows, those that are further lines of an invoice'",
      "ALTER TABLE import_batch ADD COLUMN IF NOT EXISTS corrected UInt32 DEFAULT 0 COMMENT 'rows of this batch that take the place of quarantined ones'",
      `CREATE TABLE statement_line (
  enterprise_id LowCardinality(String),
  account LowCardinality(String) COMMENT 'empty where the file does not say',
  posted_on Date32,
  clock Int32 COMMENT 'seconds since midnight, -1 where unknown',
  amount_fen Int64 COMMENT 'money in is positive',
  balance_fen Nullable(Int64),
  counterparty String,
  counterparty_account String,
  counterparty_bank String,
  summary String,
  purpose String,
  serial String,
  flags UInt8 COMMENT '1: the balance does not follow from the line before, in order of time',
  time_order UInt32 COMMENT 'place in order of time among the lines of its entry: a file may list the newest first',
  fingerprint UInt64,
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, account, posted_on) ${durable}`,
      `CREATE TABLE statement_check (
  enterprise_id LowCardinality(String),
  dataset LowCardinality(String),
  file String,
  account String,
  lines UInt32,
  steps UInt32 COMMENT 'balances that could be compared with the one before',
  breaks UInt32,
  is_descending UInt8,
  break_kind LowCardinality(String) COMMENT 'of the first break; empty without one',
  break_is_certain UInt8,
  break_row UInt64 COMMENT 'number of the row in its file',
  expected_fen Int64,
  found_fen Int64,
  opening_fen Nullable(Int64),
  closing_fen Nullable(Int64),
  stated_opening_fen Nullable(Int64),
  stated_closing_fen Nullable(Int64),
  first_day Date32,
  last_day Date32,
  first_row UInt64,
  last_row UInt64,
${lineage}
) ENGINE = MergeTree ORDER BY (dataset, enterprise_id, account, file) ${durable}`,
      `CREATE TABLE business_document (
  enterprise_id LowCardinality(String),
  kind LowCardinality(String),
  number String,
  line UInt32 COMMENT 'from 1, counted within a number',
  on_day Date32 COMMENT 'of a month or period the last day',
  counterparty String,
  item_code String,
  item String,
  measure LowCardinality(String) COMMENT 'what is measured where a row has several: opening, debit, ...',
  quantity_milli Nullable(Int64),
  unit LowCardinality(String),
  amount_fen Nullable(Int64),
  text String,
  source LowCardinality(String),
  flags UInt8,
  fingerprint UInt64,
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, kind, on_day) ${durable}`,
      `CREATE TABLE correction (
  enterprise_id LowCardinality(String),
  dataset LowCardinality(String),
  file String,
  row UInt64 COMMENT 'number in its file of the row that was in quarantine',
  of_origin LowCardinality(String) COMMENT 'with of_entry and of_ordinal the place of that row in the log',
  of_entry UInt64,
  of_ordinal UInt32,
${lineage}
) ENGINE = MergeTree ORDER BY (dataset, file, row) ${durable}`,
    ],
  },
  {
    version: 3,
    statements: [
      "ALTER TABLE reading ADD COLUMN IF NOT EXISTS collector LowCardinality(String) DEFAULT '' COMMENT 'empty for rows of files'",
      "ALTER TABLE reading ADD COLUMN IF NOT EXISTS element_id LowCardinality(String) DEFAULT '' COMMENT 'of the registry; empty for rows of files'",
      "ALTER TABLE reading ADD COLUMN IF NOT EXISTS evidence LowCardinality(String) DEFAULT 'manual' COMMENT 'device, gateway or manual'",
      "ALTER TABLE reading ADD COLUMN IF NOT EXISTS flags UInt8 DEFAULT 0 COMMENT '1 late, 2 out of order, 4 skewed, 8 clock jump, 16 repeated, 32 flat line, 64 future, 128 old'",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS at_ms Int64 DEFAULT 0 COMMENT 'of an event, by the business system; 0 for rows of files'",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS action LowCardinality(String) DEFAULT '' COMMENT 'created, changed or cancelled; empty for rows of files'",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS version UInt64 DEFAULT 0",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS order_id String DEFAULT ''",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS lot String DEFAULT ''",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS from_lots Array(String) DEFAULT []",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS element LowCardinality(String) DEFAULT ''",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS element_id LowCardinality(String) DEFAULT ''",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS from_ms Nullable(Int64)",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS to_ms Nullable(Int64)",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS collector LowCardinality(String) DEFAULT ''",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS evidence LowCardinality(String) DEFAULT 'manual'",
      `CREATE TABLE telemetry_batch (
  enterprise_id LowCardinality(String),
  collector LowCardinality(String),
  key LowCardinality(String) COMMENT 'which key signed; empty for a gateway',
  epoch Nullable(UInt64),
  sequence Nullable(UInt64),
  via LowCardinality(String),
  evidence LowCardinality(String),
  rows UInt32 COMMENT 'rows of this collector in the entry',
  received UInt32 COMMENT 'readings and events: stored + duplicates + quarantined',
  stored UInt32,
  duplicates UInt32,
  quarantined UInt32,
  first_ms Nullable(Int64) COMMENT 'of what is stored',
  last_ms Nullable(Int64),
  flags String COMMENT 'as sealed, JSON; empty without any',
  skew_ms Nullable(Int64),
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, collector, received_at_ms) ${durable}`,
      `CREATE TABLE telemetry_gap (
  enterprise_id LowCardinality(String),
  collector LowCardinality(String),
  from_ms Int64,
  to_ms Int64,
  reason LowCardinality(String),
  elements Array(String) COMMENT 'codes; empty for all of the collector',
  readings Nullable(UInt64) COMMENT 'lost; missing where nobody can know',
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, collector, from_ms) ${durable}`,
      `CREATE TABLE projection_range (
  first UInt64 COMMENT 'leaves that are stored together; written before, so that a repetition has the same ends',
  last UInt64
) ENGINE = MergeTree ORDER BY last ${durable}`,
    ],
  },
  {
    version: 4,
    statements: [
      `CREATE TABLE machine_day (
  enterprise_id LowCardinality(String),
  asset LowCardinality(String),
  on_day Date32,
  run_minutes Int64,
  idle_minutes Int64,
  alarm_minutes Int64,
  known_minutes Int64 COMMENT 'of which anything is known, off time included',
  good_count Int64,
  reject_count Int64,
  scrap_count Int64,
  energy_wh Nullable(Int64) COMMENT 'of its own counter or clamp',
  evidence LowCardinality(String),
  fingerprint UInt64,
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, on_day, asset) ${durable}`,
      `CREATE TABLE meter_day (
  enterprise_id LowCardinality(String),
  asset LowCardinality(String),
  on_day Date32,
  medium LowCardinality(String) COMMENT 'electricity, gas, water or heat',
  quantity Int64 COMMENT 'watt-hours of electricity and heat, litres of gas and water',
  night_quantity Nullable(Int64) COMMENT 'between 22:00 and 06:00',
  peak_watt Nullable(Int64),
  known_minutes Int64,
  evidence LowCardinality(String),
  fingerprint UInt64,
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, on_day, asset) ${durable}`,
      `CREATE TABLE collector_day (
  enterprise_id LowCardinality(String),
  collector LowCardinality(String),
  on_day Date32,
  readings Int64,
  late Int64,
  repeated Int64 COMMENT 'equal to readings sent before, under new numbers',
  clock_jumps Int64,
  most_skew_seconds Int64,
  gap_minutes Int64,
  evidence LowCardinality(String),
  fingerprint UInt64,
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, on_day, collector) ${durable}`,
      `CREATE TABLE workforce_day (
  enterprise_id LowCardinality(String),
  on_day Date32,
  headcount Int64,
  present Int64,
  shifts Int64,
  work_minutes Int64,
  fingerprint UInt64,
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, on_day) ${durable}`,
      "ALTER TABLE invoice ADD COLUMN IF NOT EXISTS order_id String DEFAULT '' COMMENT 'number of the order that it is for, where it names one'",
      "ALTER TABLE invoice ADD COLUMN IF NOT EXISTS fingerprint UInt64 DEFAULT 0 COMMENT 'of rows of an operating stream; 0 for others'",
      "ALTER TABLE statement_line ADD COLUMN IF NOT EXISTS reference Nullable(String) COMMENT 'number of what is paid, where the source has a column for it; otherwise it stands in the purpose'",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS stream LowCardinality(String) DEFAULT '' COMMENT 'the operating stream whose row it is; empty for documents of other sources'",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS place LowCardinality(String) DEFAULT ''",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS due_on Nullable(Date32) COMMENT 'of an order, or when a declaration was filed'",
      "ALTER TABLE business_document ADD COLUMN IF NOT EXISTS details String DEFAULT '' COMMENT 'JSON object of the fields of a stream''s row that have no column'",
    ],
  },
  {
    version: 5,
    statements: [
      // A profile reads one enterprise: few rows of many bytes, so that a granule is little more than what is wanted.
      `CREATE TABLE operating_pack (
  enterprise_id String,
  stream LowCardinality(String),
  first_on Date32 COMMENT 'the first day on which a row of it happened',
  rows UInt32,
  packed String COMMENT 'the rows of one stream and entry, field by field',
${lineage}
) ENGINE = MergeTree ORDER BY (enterprise_id, platform_index, entry_index) ${durable}, index_granularity = 128`,
      `CREATE TABLE operating_pack_start (
  platform_index UInt64 COMMENT 'packs hold the operating rows of every leaf from here on; the least counts'
) ENGINE = MergeTree ORDER BY platform_index ${durable}`,
      `INSERT INTO operating_pack_start SELECT greatest(
  (SELECT max(position) FROM projector_position WHERE projector = 'observations'),
  (SELECT if(count() = 0, 0, max(platform_index) + 1) FROM import_batch))`,
    ],
  },
];

/**
 * Everything that is rebuilt from the log, in the order in which it is forgotten: the migrations first, so that the
 * tables come back, and what says the position last, so that a reset cut short is begun again.
 */
export const observationTables = [
  "schema_migration",
  "invoice",
  "reading",
  "statement_line",
  "statement_check",
  "business_document",
  "machine_day",
  "meter_day",
  "collector_day",
  "workforce_day",
  "operating_pack",
  "operating_pack_start",
  "correction",
  "enterprise",
  "churn_rate",
  "quarantine",
  "telemetry_batch",
  "telemetry_gap",
  "projection_range",
  "import_file",
  "projector_position",
  "import_batch",
] as const;

-- Due-diligence reports with what they were made of, the bank's template in versions, and what people entered.

create table touchstone.due_diligence (
  party_id uuid not null references touchstone.party,
  report_id uuid not null,
  enterprise_id text not null,
  enterprise_code text not null,
  enterprise_name text not null,
  evaluation_id uuid not null,
  as_of text not null,
  simulated boolean not null,
  survival_state text not null check (survival_state in ('normal', 'attention', 'abnormal', 'unknown')),
  state text not null check (state in ('draft', 'submitted', 'approved', 'returned')),
  template_version integer not null,
  -- What is not in the log, copied in, so that the report can be made again.
  inputs jsonb not null,
  -- The document as text, because its bytes are hashed.
  document text not null,
  document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
  sealed_entry bigint,
  made_by uuid not null,
  made_by_name text not null,
  started_at_ms bigint not null,
  submitted_at_ms bigint,
  first_pdf_at_ms bigint,
  checked_by uuid,
  checked_by_name text,
  checked_at_ms bigint,
  check_remark text not null default '',
  primary key (party_id, report_id),
  check (checked_by is null or checked_by <> made_by),
  check ((state = 'approved') <= (checked_by is not null and sealed_entry is not null)),
  check ((state in ('submitted', 'approved')) <= (submitted_at_ms is not null))
);
create index due_diligence_by_time on touchstone.due_diligence (party_id, started_at_ms desc);
select touchstone.protect('due_diligence');
revoke delete on touchstone.due_diligence from touchstone_app;

create table touchstone.due_diligence_template (
  party_id uuid not null references touchstone.party,
  version integer not null check (version > 0),
  template jsonb not null,
  saved_by uuid not null,
  saved_by_name text not null,
  saved_at_ms bigint not null,
  primary key (party_id, version)
);
select touchstone.protect('due_diligence_template');
revoke update, delete on touchstone.due_diligence_template from touchstone_app;

create table touchstone.due_diligence_manual (
  party_id uuid not null references touchstone.party,
  manual_id uuid not null,
  enterprise_id text not null,
  kind text not null check (kind in ('financials', 'assets', 'companyRating', 'shareholders')),
  fields jsonb not null,
  source text not null check (source <> ''),
  on_day text not null check (on_day ~ '^\d{4}-\d{2}-\d{2}$'),
  entered_by uuid not null,
  entered_by_name text not null,
  entered_at_ms bigint not null,
  primary key (party_id, manual_id)
);
create index due_diligence_manual_by_enterprise
  on touchstone.due_diligence_manual (party_id, enterprise_id, entered_at_ms);
select touchstone.protect('due_diligence_manual');
revoke update, delete on touchstone.due_diligence_manual from touchstone_app;

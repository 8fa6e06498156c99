-- The expert cards of a bank's cold start: what its committee weighed and signed.

create table touchstone.expert_card (
  party_id uuid not null references touchstone.party,
  card_id uuid not null,
  version integer not null,
  name text not null,
  indicators jsonb not null,
  scale jsonb not null,
  drafted_by uuid not null,
  drafted_by_name text not null,
  drafted_at_ms bigint not null,
  activated_by uuid,
  activated_by_name text,
  activated_at_ms bigint,
  retired_at_ms bigint,
  primary key (party_id, card_id),
  unique (party_id, version),
  check (activated_by is null or activated_by <> drafted_by),
  check ((activated_by is null) = (activated_at_ms is null))
);
-- One card is in force.
create unique index expert_card_in_force on touchstone.expert_card (party_id)
  where activated_at_ms is not null and retired_at_ms is null;
select touchstone.protect('expert_card');
revoke delete on touchstone.expert_card from touchstone_app;

create table touchstone.expert_card_member (
  party_id uuid not null,
  card_id uuid not null,
  account_id uuid not null,
  place integer not null,
  name text not null,
  weights jsonb,
  weighed_at_ms bigint,
  signed_at_ms bigint,
  signed_sha256 text check (signed_sha256 ~ '^[0-9a-f]{64}$'),
  primary key (party_id, card_id, account_id),
  foreign key (party_id, card_id) references touchstone.expert_card,
  check ((signed_at_ms is null) = (signed_sha256 is null)),
  check (signed_at_ms is null or weights is not null)
);
select touchstone.protect('expert_card_member');
revoke delete on touchstone.expert_card_member from touchstone_app;

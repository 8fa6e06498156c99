-- Early warning: runs, alerts with their history, the watch list, who keeps which customer, channels and deliveries.

create table touchstone.watch_run (
  party_id uuid not null references touchstone.party,
  run_id uuid not null,
  as_of text not null check (as_of ~ '^\d{4}-\d{2}-\d{2}$'),
  known_at bigint not null check (known_at >= 0),
  enterprises integer not null,
  raised integer not null,
  worsened integer not null,
  ended integer not null,
  not_computable integer not null,
  started_by uuid,
  at_ms bigint not null,
  primary key (party_id, run_id),
  -- The same day seen from the same log is evaluated once.
  unique (party_id, as_of, known_at)
);
select touchstone.protect('watch_run');

create table touchstone.alert (
  party_id uuid not null references touchstone.party,
  alert_id uuid not null,
  enterprise_id text not null,
  rule text not null,
  level text not null check (level in ('yellow', 'orange', 'red')),
  state text not null check (state in ('raised', 'assigned', 'investigated', 'acted', 'closed', 'false')),
  raised_on text not null check (raised_on ~ '^\d{4}-\d{2}-\d{2}$'),
  last_hit_on text not null,
  ended_on text,
  owner_id uuid,
  due_on text not null,
  escalated_on text,
  sentence text not null,
  figures jsonb not null,
  evidence jsonb not null,
  known_at bigint not null,
  reason text,
  note text,
  settled_by uuid,
  settled_at_ms bigint,
  primary key (party_id, alert_id),
  -- One alert an episode: a run that is repeated cannot raise it twice.
  unique (party_id, enterprise_id, rule, raised_on),
  foreign key (party_id, owner_id) references touchstone.app_user (party_id, user_id),
  constraint alert_settled check ((state in ('closed', 'false')) = (settled_at_ms is not null)
    and (settled_at_ms is null or (reason is not null and note <> '' and settled_by is not null)))
);
create unique index alert_open_episode on touchstone.alert (party_id, enterprise_id, rule) where ended_on is null;
select touchstone.protect('alert');

create table touchstone.alert_event (
  party_id uuid not null,
  event_id bigint generated always as identity,
  alert_id uuid not null,
  action text not null,
  from_state text,
  to_state text not null,
  level text not null,
  user_id uuid,
  owner_id uuid,
  reason text,
  note text,
  on_day text not null,
  at_ms bigint not null,
  primary key (party_id, event_id),
  foreign key (party_id, alert_id) references touchstone.alert
);
create index alert_event_of_alert on touchstone.alert_event (party_id, alert_id, event_id);
select touchstone.protect('alert_event');
revoke update, delete on touchstone.alert_event from touchstone_app;

-- What each rule said last of each enterprise, so that "not computable" is seen and never read as "no risk".
create table touchstone.watch_status (
  party_id uuid not null references touchstone.party,
  enterprise_id text not null,
  rule text not null,
  as_of text not null,
  kind text not null check (kind in ('hit', 'clear', 'notComputable')),
  reason text,
  primary key (party_id, enterprise_id, rule),
  check ((kind = 'notComputable') = (reason is not null))
);
select touchstone.protect('watch_status');

-- 关注名单.
create table touchstone.watch_entry (
  party_id uuid not null references touchstone.party,
  entry_id uuid not null,
  enterprise_id text not null,
  since_on text not null,
  review_on text not null,
  reason text not null check (reason <> ''),
  added_by uuid not null,
  ended_on text,
  ended_by uuid,
  end_reason text,
  primary key (party_id, entry_id),
  check ((ended_on is null) = (end_reason is null))
);
create unique index watch_entry_open on touchstone.watch_entry (party_id, enterprise_id) where ended_on is null;
select touchstone.protect('watch_entry');

-- Who keeps a customer; alerts go to them.
create table touchstone.customer_keeper (
  party_id uuid not null references touchstone.party,
  enterprise_id text not null,
  account_manager_id uuid,
  post_loan_manager_id uuid,
  primary key (party_id, enterprise_id),
  foreign key (party_id, account_manager_id) references touchstone.app_user (party_id, user_id),
  foreign key (party_id, post_loan_manager_id) references touchstone.app_user (party_id, user_id)
);
select touchstone.protect('customer_keeper');

-- Addresses and secrets are encrypted by the application; the database holds no key.
create table touchstone.notification_channel (
  party_id uuid not null references touchstone.party,
  channel_id uuid not null,
  kind text not null check (kind in ('weCom', 'dingTalk', 'sms', 'email')),
  name text not null check (name <> ''),
  -- Whose alerts are counted; null counts those of the party.
  audience_id uuid,
  sealed_settings text not null,
  shown_target text not null,
  is_enabled boolean not null,
  created_by uuid not null,
  created_at_ms bigint not null,
  primary key (party_id, channel_id),
  unique (party_id, name)
);
select touchstone.protect('notification_channel');

create table touchstone.notification_delivery (
  party_id uuid not null,
  delivery_id uuid not null,
  channel_id uuid not null,
  -- What makes it one message: sent again under the same key it is not a second one.
  message_key text not null,
  alerts integer not null,
  state text not null check (state in ('queued', 'sent', 'delivered', 'failed')),
  provider_code text,
  attempts integer not null,
  next_attempt_at_ms bigint,
  queued_at_ms bigint not null,
  changed_at_ms bigint not null,
  primary key (party_id, delivery_id),
  unique (party_id, channel_id, message_key),
  foreign key (party_id, channel_id) references touchstone.notification_channel,
  check ((state = 'queued') = (next_attempt_at_ms is not null))
);
create index notification_due on touchstone.notification_delivery (party_id, next_attempt_at_ms)
  where state = 'queued';
select touchstone.protect('notification_delivery');


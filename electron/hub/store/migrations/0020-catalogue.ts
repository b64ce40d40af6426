/**
 * What the merge rests on, column for column as at a laptop, whose tables say what each means (electron/engine/db/migrations). The
 * log and what is projected of it stand by district. Who is who, and what was exchanged, is one for the whole hub. So are the
 * numbers of branches: a later one never has a lower number.
 */
export const catalogue = {
  id: 20,
  name: 'catalogue',
  sql: `
CREATE TABLE hub_meta (key text PRIMARY KEY, value text NOT NULL);
CREATE TABLE sites (
  id text PRIMARY KEY,
  own int NOT NULL,
  role text NOT NULL,
  scope text NOT NULL,
  unit text NOT NULL,
  unit_name text NOT NULL,
  letter text NOT NULL,
  sign_key text NOT NULL,
  recipient text NOT NULL,
  office text NOT NULL,
  revoked_at text,
  closing text,
  root text NOT NULL
);
CREATE TABLE joins (
  id text PRIMARY KEY,
  scope text NOT NULL,
  letter text NOT NULL,
  secret text NOT NULL,
  expires text NOT NULL,
  used_by text
);
CREATE TABLE newcomers (
  site text PRIMARY KEY,
  sender text NOT NULL,
  introductions text NOT NULL,
  asked_at text NOT NULL,
  refused_at text
);
CREATE TABLE waiting_files (
  sha256 text PRIMARY KEY,
  newcomer text NOT NULL,
  sender text NOT NULL,
  file text NOT NULL,
  serial bigint NOT NULL,
  created_at text NOT NULL,
  changes bigint NOT NULL,
  bytes bigint NOT NULL
);
CREATE TABLE peers (
  site text PRIMARY KEY,
  vector text NOT NULL,
  sent_serial bigint NOT NULL,
  received text NOT NULL,
  confirmed_serial bigint
);
CREATE TABLE peer_programs (
  site text PRIMARY KEY,
  app text NOT NULL,
  kinds text NOT NULL,
  clock_offset bigint,
  heard_at text NOT NULL,
  platform text NOT NULL,
  arch text NOT NULL
);
CREATE TABLE peer_agreement (
  site text PRIMARY KEY,
  differs text NOT NULL,
  audit_count bigint NOT NULL,
  audit_head text NOT NULL,
  audit_changed text,
  own_count bigint NOT NULL,
  own_head text NOT NULL
);
CREATE TABLE sent_bundles (peer text NOT NULL, serial bigint NOT NULL, reach text NOT NULL, PRIMARY KEY (peer, serial));
CREATE TABLE wanted_blobs (peer text NOT NULL, hash text NOT NULL, PRIMARY KEY (peer, hash));
-- Every file that was read or written. reason: why nothing of it was taken; place: where its bytes are kept, beside the database.
CREATE TABLE bundle_log (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at text NOT NULL,
  direction text NOT NULL,
  file text NOT NULL,
  peer text NOT NULL,
  serial bigint,
  changes bigint NOT NULL,
  sha256 text NOT NULL,
  bytes bigint,
  result text NOT NULL,
  reason text
);
CREATE INDEX bundle_log_sha256 ON bundle_log (sha256);
CREATE INDEX bundle_log_peer ON bundle_log (peer, entry);

CREATE SEQUENCE branch_numbers;
CREATE TABLE branches (
  district int NOT NULL REFERENCES districts,
  branch bigint NOT NULL,
  site text NOT NULL,
  scope text NOT NULL,
  parent bigint,
  after bigint NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  counts_to bigint NOT NULL,
  introduces int NOT NULL,
  PRIMARY KEY (district, branch)
);
CREATE INDEX branches_stream ON branches (site, scope);
CREATE TABLE changes (
  district int NOT NULL,
  branch bigint NOT NULL,
  seq bigint NOT NULL,
  clock text NOT NULL,
  hash bytea NOT NULL,
  record text NOT NULL,
  kind text NOT NULL,
  kind_version int NOT NULL,
  author text NOT NULL,
  at text NOT NULL,
  reason text,
  salt text,
  fields text NOT NULL,
  PRIMARY KEY (district, branch, seq)
);
CREATE INDEX changes_record ON changes (district, record);
CREATE INDEX changes_official ON changes (district, branch, seq) WHERE kind IN ('introduction', 'site');
CREATE INDEX changes_units ON changes (district, record) WHERE kind = 'unit';
CREATE TABLE checkpoints (
  district int NOT NULL,
  branch bigint NOT NULL,
  seq bigint NOT NULL,
  signature text NOT NULL,
  PRIMARY KEY (district, branch, seq)
);
ALTER TABLE records
  ADD COLUMN conflicts int NOT NULL DEFAULT 0,
  ADD COLUMN created_at text NOT NULL DEFAULT '',
  ADD COLUMN created_by text NOT NULL DEFAULT '',
  ADD COLUMN updated_at text NOT NULL DEFAULT '',
  ADD COLUMN last_change text NOT NULL DEFAULT '';
CREATE INDEX records_scope ON records (district, scope) WHERE NOT deleted;
CREATE TABLE waiting_records (
  district int NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  scope text NOT NULL,
  number text,
  body text NOT NULL,
  heads text NOT NULL,
  deleted int NOT NULL,
  conflicts int NOT NULL,
  created_at text NOT NULL,
  created_by text NOT NULL,
  updated_at text NOT NULL,
  last_change text NOT NULL,
  PRIMARY KEY (district, id)
);
CREATE TABLE awaited (
  district int NOT NULL,
  record text NOT NULL,
  id text NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (district, record, id, key)
);
CREATE TABLE registers (
  district int NOT NULL,
  scope text NOT NULL,
  record text NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (district, scope, record)
);
CREATE INDEX registers_record ON registers (district, record);
CREATE TABLE erased (
  district int NOT NULL,
  record text NOT NULL,
  redaction text NOT NULL,
  at text NOT NULL,
  site text NOT NULL,
  reason text NOT NULL,
  cleaned int NOT NULL,
  scope text NOT NULL,
  PRIMARY KEY (district, record, redaction)
);
CREATE TABLE namesakes (
  district int NOT NULL,
  local text NOT NULL,
  said text NOT NULL,
  site text NOT NULL,
  scope text NOT NULL,
  PRIMARY KEY (district, local)
);
CREATE TABLE missing_blobs (district int NOT NULL, hash text NOT NULL, scope text NOT NULL, PRIMARY KEY (district, hash, scope));
CREATE TABLE owned_blobs (district int NOT NULL, hash text NOT NULL, scope text NOT NULL, PRIMARY KEY (district, hash, scope));
CREATE TABLE erased_contents (district int NOT NULL, hash text NOT NULL, PRIMARY KEY (district, hash));
`,
} as const

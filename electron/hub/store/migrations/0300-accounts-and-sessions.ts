/**
 * Accounts of the hub, their sessions and what they did. `wrapper` is the secret of the account's authenticator under its
 * passphrase, as a profile wraps a person's key: neither stands in the database. `sessions.token` is a hash.
 * `live_session` is the one place that says how long a session lasts; `hub_reach` makes districts of it for the policies.
 */
export const accountsAndSessions = {
  id: 300,
  name: 'accounts and sessions',
  sql: `
CREATE TABLE accounts (
  account int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('read', 'review', 'admin')),
  region text NOT NULL,
  wrapper jsonb NOT NULL,
  last_step bigint NOT NULL DEFAULT 0,
  closed boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE sign_in_tries (
  who bytea PRIMARY KEY,
  count int NOT NULL,
  until timestamptz NOT NULL
);
CREATE TABLE sessions (
  token bytea PRIMARY KEY,
  account int NOT NULL REFERENCES accounts,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sessions_account ON sessions (account);
CREATE TABLE hub_audit (
  seq bigint PRIMARY KEY,
  at text NOT NULL,
  account text NOT NULL,
  action text NOT NULL,
  detail text NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL
);
CREATE FUNCTION live_session(asked text) RETURNS TABLE (account int, name text, role text, region text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT a.account, a.name, a.role, a.region
  FROM public.sessions s JOIN public.accounts a USING (account)
  WHERE s.token = sha256(convert_to(asked, 'UTF8')) AND NOT a.closed
    AND s.seen_at > clock_timestamp() - interval '30 minutes'
    AND s.created_at > clock_timestamp() - interval '12 hours'
$$;
CREATE FUNCTION hub_reach() RETURNS SETOF int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT d.district
  FROM public.live_session(current_setting('yuanba.session', true)) s
  JOIN public.districts d ON s.region = ANY (d.region)
$$;
REVOKE ALL ON FUNCTION live_session(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION hub_reach() FROM PUBLIC;
`,
} as const

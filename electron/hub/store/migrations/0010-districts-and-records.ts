/**
 * Who hands in, and the records as the changes make them. `region` names units from the top down to the district itself.
 * Words of choices are kept once for all; `refs` gives each district's ids of records a short number.
 */
export const districtsAndRecords = {
  id: 10,
  name: 'districts and records',
  sql: `
CREATE TABLE districts (
  district int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site text NOT NULL UNIQUE,
  unit text NOT NULL,
  name text NOT NULL,
  region text[] NOT NULL
);
CREATE TABLE records (
  district int NOT NULL REFERENCES districts,
  rid bigint NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  scope text NOT NULL,
  number text,
  title text NOT NULL,
  body jsonb NOT NULL,
  heads jsonb NOT NULL,
  deleted boolean NOT NULL,
  PRIMARY KEY (district, rid),
  UNIQUE (district, scope, id)
);
CREATE INDEX records_kind ON records (district, kind, rid);
CREATE TABLE words (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  word text NOT NULL UNIQUE
);
CREATE TABLE refs (
  district int NOT NULL REFERENCES districts,
  id bigint NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (district, id),
  UNIQUE (district, name)
);
`,
} as const

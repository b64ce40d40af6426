/**
 * Files of computers inside a district that the district told of: when each came there. A file that is told twice is one, and came when
 * it was first told to have come. Who may have sent one is the whole hub's to know: `hub_senders` tells it of one district in reach.
 */
export const toldFiles = {
  id: 450,
  name: 'told files',
  sql: `
CREATE TABLE told_files (
  district int NOT NULL REFERENCES districts,
  site text NOT NULL,
  file text NOT NULL,
  serial bigint NOT NULL,
  at text NOT NULL,
  PRIMARY KEY (district, site, file)
);
CREATE INDEX told_files_at ON told_files (district, site, at);
CREATE FUNCTION hub_senders(of_district int) RETURNS TABLE (site text, root text, role text, unit text, unit_name text, letter text, ended boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT s.id, s.root, s.role, s.unit, s.unit_name, s.letter, s.revoked_at IS NOT NULL
  FROM public.sites s
  WHERE s.own = 0 AND of_district = ANY (ARRAY(SELECT public.hub_reach()))
    AND EXISTS (SELECT 1 FROM public.branches b WHERE b.site = s.id AND b.district = of_district)
  ORDER BY s.unit, s.letter, s.id
$$;
REVOKE ALL ON FUNCTION hub_senders(int) FROM PUBLIC;
`,
} as const

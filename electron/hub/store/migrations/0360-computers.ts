/**
 * How the computers are called that wrote in a session's districts. Who is who is the whole hub's, and the reading role may not see it.
 */
export const computers = {
  id: 360,
  name: 'computers',
  sql: `
CREATE FUNCTION hub_computers() RETURNS TABLE (site text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT s.id, btrim(s.unit_name || ' ' || s.letter) FROM public.sites s
  WHERE s.id IN (SELECT b.site FROM public.branches b WHERE b.district = ANY (ARRAY(SELECT public.hub_reach())))
$$;
REVOKE ALL ON FUNCTION hub_computers() FROM PUBLIC;
`,
} as const

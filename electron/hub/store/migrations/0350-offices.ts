/**
 * How the offices above a session's districts are called. Districts are founded before they join, and never learn it; who is who is the
 * whole hub's, and the reading role may not see it.
 */
export const offices = {
  id: 350,
  name: 'offices',
  sql: `
CREATE FUNCTION hub_offices() RETURNS TABLE (unit text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT DISTINCT ON (s.unit) s.unit, s.unit_name FROM public.sites s
  WHERE s.role IN ('city', 'province') AND s.unit = ANY (ARRAY(
    SELECT unnest(d.region) FROM public.districts d WHERE d.district = ANY (ARRAY(SELECT public.hub_reach()))))
  ORDER BY s.unit, s.own DESC, s.id
$$;
REVOKE ALL ON FUNCTION hub_offices() FROM PUBLIC;
`,
} as const

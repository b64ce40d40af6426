/**
 * Which files of which district were taken in, as far as the session reaches: the log of files is the whole hub's, and the reading role
 * may not see it. An office that has several computers, or had, is one district by its first (`sites.root`).
 */
export const arrivals = {
  id: 310,
  name: 'arrivals',
  sql: `
CREATE FUNCTION hub_arrivals() RETURNS TABLE (district int, site text, serial bigint, at text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT d.district, l.peer, l.serial, l.at
  FROM public.bundle_log l JOIN public.sites s ON s.id = l.peer JOIN public.districts d ON d.site = s.root
  WHERE l.direction = 'import' AND l.result IN ('ok', 'partial')
    AND d.district = ANY (ARRAY(SELECT public.hub_reach()))
  ORDER BY l.entry
$$;
REVOKE ALL ON FUNCTION hub_arrivals() FROM PUBLIC;
`,
} as const

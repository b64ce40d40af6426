/**
 * What the page of a record tells beside it, of a session's districts alone.
 * - `hub_computers`: how the computers are called that wrote there. Who is who is the whole hub's, and the reading role may not see it.
 * - `hub_followers`: the living records that were made out of these or of their rows. Row-level security would keep its index from
 *   being used, because the condition is no leakproof one.
 */
export const aroundARecord = {
  id: 360,
  name: 'around a record',
  sql: `
CREATE FUNCTION hub_computers() RETURNS TABLE (site text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT s.id, btrim(s.unit_name || ' ' || s.letter) FROM public.sites s
  WHERE s.id IN (SELECT b.site FROM public.branches b WHERE b.district = ANY (ARRAY(SELECT public.hub_reach())))
$$;
REVOKE ALL ON FUNCTION hub_computers() FROM PUBLIC;
CREATE INDEX records_origin ON records (district, (split_part(body->>'origin', '/', 1))) WHERE body ? 'origin' AND NOT deleted;
CREATE FUNCTION hub_followers(of_district int, origins text[], most int) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT r.rid FROM public.records r
  WHERE r.district = of_district AND r.district = ANY (ARRAY(SELECT public.hub_reach()))
    AND r.body ? 'origin' AND NOT r.deleted AND split_part(r.body->>'origin', '/', 1) = ANY (origins)
  ORDER BY r.rid LIMIT most
$$;
REVOKE ALL ON FUNCTION hub_followers(int, text[], int) FROM PUBLIC;
`,
} as const

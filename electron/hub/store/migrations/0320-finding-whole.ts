/**
 * Whose value is one of these, whole, for a session. Row-level security would keep the index of terms from being used, because a
 * search is no leakproof condition. So the reading role asks this function alone, which looks at the session itself. Anybody may ask;
 * how often is counted before.
 */
export const findingWhole = {
  id: 320,
  name: 'finding whole values',
  sql: `
CREATE INDEX hub_audit_asked ON hub_audit (account, at) WHERE action = 'find.whole';
CREATE FUNCTION hub_found_whole(asked text[], most int) RETURNS TABLE (district int, rid bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  reach int[] := ARRAY(SELECT r FROM public.hub_reach() r);
  wanted tsquery := (SELECT string_agg('''' || regexp_replace(one, '([''\\\\])', '\\1\\1', 'g') || '''', ' | ')::tsquery
    FROM unnest(asked) AS one);
BEGIN
  RETURN QUERY SELECT s.district, s.rid FROM public.search s
    WHERE s.terms @@ wanted AND NOT s.deleted AND (s.district = ANY (reach)) IS TRUE ORDER BY s.place DESC LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION hub_found_whole(text[], int) FROM PUBLIC;
`,
} as const

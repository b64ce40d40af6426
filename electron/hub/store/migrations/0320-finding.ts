const found = (table: string): string => `RETURN QUERY SELECT s.district, s.rid FROM public.${table} s
      WHERE s.terms @@ wanted AND s.deleted = of_deleted AND (of_kind IS NULL OR s.kind = of_kind)
        AND (s.district = ANY (reach)) IS TRUE
      ORDER BY s.place DESC LIMIT most;`

/**
 * Searching for a session. Row-level security would keep the index of terms from being used, because a search is no leakproof
 * condition. So the reading role asks these functions alone, which look at the session themselves.
 * - `hub_found`: what an expression finds in the districts that the session reaches, what was written last first. Terms of what
 *   masks hide begin with a character of the plane U+F0000. Without the right `record.unmask` nobody is answered by them.
 * - `hub_found_whole`: whose value is one of these, whole. Anybody may ask; how often is counted before.
 */
export const finding = {
  id: 320,
  name: 'finding',
  sql: `
CREATE INDEX hub_audit_asked ON hub_audit (account, at) WHERE action = 'find.whole';
CREATE FUNCTION hub_found(asked text, of_kind text, of_deleted boolean, most int, latest boolean)
RETURNS TABLE (district int, rid bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  reach int[] := ARRAY(SELECT r FROM public.hub_reach() r);
  wanted tsquery := asked::tsquery;
  sees_whole boolean := EXISTS (
    SELECT FROM public.live_session(current_setting('yuanba.session', true)) s WHERE s.role IN ('review', 'admin'));
BEGIN
  IF cardinality(reach) = 0 OR (NOT sees_whole AND asked ~ U&'[\\+0F0000-\\+0FFFFD]') THEN
    RETURN;
  END IF;
  -- Where a few districts are seen of many, the index itself looks into no other.
  IF cardinality(reach) <= 32 AND cardinality(reach) < (SELECT count(*) FROM public.districts) THEN
    wanted := wanted && (SELECT string_agg(format(U&'''\\E006%s''', one), ' | ')::tsquery FROM unnest(reach) AS one);
  END IF;
  IF latest THEN
    ${found('search_latest')}
  ELSE
    ${found('search')}
  END IF;
END
$$;
CREATE FUNCTION hub_found_whole(asked text[], most int) RETURNS TABLE (district int, rid bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  reach int[] := ARRAY(SELECT r FROM public.hub_reach() r);
  of_deleted boolean := false;
  of_kind text;
  wanted tsquery := (SELECT string_agg('''' || regexp_replace(one, '([''\\\\])', '\\1\\1', 'g') || '''', ' | ')::tsquery
    FROM unnest(asked) AS one);
BEGIN
  ${found('search')}
END
$$;
REVOKE ALL ON FUNCTION hub_found(text, text, boolean, int, boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION hub_found_whole(text[], int) FROM PUBLIC;
`,
} as const

const found = (table: string): string => `SELECT s.district, s.rid FROM public.${table} s
      WHERE s.terms @@ wanted AND s.deleted = of_deleted AND (of_kind IS NULL OR s.kind = of_kind)
        AND (s.district = ANY (reach)) IS TRUE
      ORDER BY s.place DESC LIMIT few`

/**
 * Searching by several expressions at once, the best first, until there are enough: one way to the database instead of one for each.
 * What the last rows have enough of is looked for among them alone. Records come in the order of the expressions; of each expression
 * what was written last comes first, and a later one finds again what an earlier one found. `most` absent: all of one expression.
 * An index by ids alone names what records point at, in a whole province.
 */
export const findingByRank = {
  id: 330,
  name: 'finding by rank',
  sql: `
DROP INDEX records_id;
CREATE INDEX records_id ON records (id, district);
DROP FUNCTION hub_found(text, text, boolean, int, boolean);
CREATE FUNCTION hub_found(asked text[], of_kind text, of_deleted boolean, most int) RETURNS TABLE (district int, rid bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  reach int[] := ARRAY(SELECT r FROM public.hub_reach() r);
  sees_whole boolean := EXISTS (
    SELECT FROM public.live_session(current_setting('yuanba.session', true)) s WHERE s.role IN ('review', 'admin'));
  near tsquery;
  one text;
  wanted tsquery;
  few int := most;
  districts int[];
  rids bigint[];
  known text[] := '{}';
BEGIN
  IF cardinality(reach) = 0 OR (NOT sees_whole AND array_to_string(asked, '') ~ U&'[\\+0F0000-\\+0FFFFD]') THEN
    RETURN;
  END IF;
  -- Where a few districts are seen of many, the index itself looks into no other.
  IF cardinality(reach) <= 32 AND cardinality(reach) < (SELECT count(*) FROM public.districts) THEN
    near := (SELECT string_agg(format(U&'''\\E006%s''', d), ' | ')::tsquery FROM unnest(reach) AS d);
  END IF;
  FOREACH one IN ARRAY asked LOOP
    wanted := CASE WHEN near IS NULL THEN one::tsquery ELSE one::tsquery && near END;
    IF most IS NOT NULL THEN
      SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (${found('search_latest')}) f;
    END IF;
    IF most IS NULL OR coalesce(cardinality(rids), 0) < few THEN
      SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (${found('search')}) f;
    END IF;
    RETURN QUERY SELECT * FROM unnest(districts, rids);
    known := ARRAY(SELECT unnest(known) UNION SELECT format('%s/%s', d, r) FROM unnest(districts, rids) AS u (d, r));
    EXIT WHEN cardinality(known) >= most;
    few := most + cardinality(known);
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION hub_found(text[], text, boolean, int) FROM PUBLIC;
`,
} as const

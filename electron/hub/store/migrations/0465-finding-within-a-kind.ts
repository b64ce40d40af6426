/** So many records are sorted to find the last of them. */
const SORTED = 1000
/** Of an expression that finds more, so many of a kind's last rows are walked through first. */
const WALKED = 5000

const isFound = `s.terms @@ wanted AND s.deleted = of_deleted AND (of_kind IS NULL OR s.kind = of_kind)
        AND (s.district = ANY (reach)) IS TRUE`
const newest = 'ORDER BY s.place DESC LIMIT few'
const among = (table: string): string =>
  `SELECT s.district, s.rid FROM public.${table} s WHERE ${isFound} ${newest}`
/** Its limit is no reason to walk through the kind instead of asking the index. */
const some = `SELECT s.district, s.rid, s.place
      FROM (SELECT * FROM public.search t WHERE t.terms @@ wanted OFFSET 0) s WHERE ${isFound} LIMIT ${SORTED + 1}`
const walk = `SELECT s.district, s.rid
      FROM (SELECT * FROM public.search k WHERE k.kind = of_kind ORDER BY k.place DESC LIMIT ${WALKED}) s
      WHERE ${isFound} ${newest}`

/**
 * Searching in one kind asks the index for the kind as well, by the term that each record has of it (0460). A digit that every
 * telephone begins with made all records with a telephone be read, to find that none of them was a meeting.
 */
export const findingWithinAKind = {
  id: 465,
  name: 'finding within a kind',
  sql: `
CREATE OR REPLACE FUNCTION hub_found(asked text[], of_kind text, of_deleted boolean, most int) RETURNS TABLE (district int, rid bigint)
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
  places bigint[];
  known text[] := '{}';
BEGIN
  IF cardinality(reach) = 0 OR (NOT sees_whole AND array_to_string(asked, '') ~ U&'[\\+0F0000-\\+0FFFFD]') THEN
    RETURN;
  END IF;
  -- Where a few districts are seen of many, the index itself looks into no other.
  IF cardinality(reach) <= 32 AND cardinality(reach) < (SELECT count(*) FROM public.districts) THEN
    near := (SELECT string_agg(format(U&'''\\E006%s''', d), ' | ')::tsquery FROM unnest(reach) AS d);
  END IF;
  IF of_kind IS NOT NULL THEN
    wanted := ('''' || U&'\\E007' || regexp_replace(of_kind, '([''\\\\])', '\\1\\1', 'g') || '''')::tsquery;
    near := CASE WHEN near IS NULL THEN wanted ELSE wanted && near END;
  END IF;
  FOREACH one IN ARRAY asked LOOP
    wanted := CASE WHEN near IS NULL THEN one::tsquery ELSE one::tsquery && near END;
    rids := NULL;
    IF most IS NOT NULL THEN
      SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (${among('search_latest')}) f;
      IF of_kind IS NOT NULL AND coalesce(cardinality(rids), 0) < few THEN
        SELECT array_agg(f.district), array_agg(f.rid), array_agg(f.place) INTO districts, rids, places FROM (${some}) f;
        IF cardinality(rids) > ${SORTED} THEN
          SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (${walk}) f;
        ELSE
          SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (
            SELECT s.district, s.rid FROM unnest(districts, rids, places) AS s (district, rid, place) ${newest}) f;
          few := 0;
        END IF;
      END IF;
    END IF;
    IF most IS NULL OR coalesce(cardinality(rids), 0) < few THEN
      SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (${among('search')}) f;
    END IF;
    RETURN QUERY SELECT * FROM unnest(districts, rids);
    known := ARRAY(SELECT unnest(known) UNION SELECT format('%s/%s', d, r) FROM unnest(districts, rids) AS u (d, r));
    EXIT WHEN cardinality(known) >= most;
    few := most + cardinality(known);
  END LOOP;
END
$$;
`,
} as const

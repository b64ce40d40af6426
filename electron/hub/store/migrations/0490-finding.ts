/** So many records are sorted to find the last of them. */
const SORTED = 1000
/** Of an expression that finds more, so many of a kind's last rows are walked through first. */
const WALKED = 5000

const isFound = `s.terms @@ wanted AND s.deleted = of_deleted AND (of_kind IS NULL OR s.kind = of_kind)
          AND (s.district = ANY (reach)) IS TRUE`
const newest = 'ORDER BY s.place DESC LIMIT few'
const found = (rows: string): string =>
  `SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (
          SELECT s.district, s.rid FROM ${rows} WHERE ${isFound} ${newest}) f`
/** Its limit is no reason to walk through the kind instead of asking the index. */
const some = (query: string): string => `(SELECT * FROM public.search t WHERE t.terms @@ ${query} OFFSET 0) s`
const walked = `(SELECT * FROM public.search k WHERE k.kind = of_kind ORDER BY k.place DESC LIMIT ${WALKED}) s`
/** One by one: the index of terms is not asked again. */
const lookedUp = `unnest(districts, rids) AS n (district, rid) CROSS JOIN LATERAL (
            SELECT * FROM public.search t WHERE t.district = n.district AND t.rid = n.rid OFFSET 0) s`

/**
 * What some expressions find in the districts that a session reaches, the best expression first, until there are `most`, or all where that is
 * absent. Of each what was written last comes first, and a later one finds again what an earlier one found. Terms of what masks hide
 * begin with a character of the plane U+F0000: without the right `record.unmask` nobody is answered by them.
 *
 * Row-level security would keep the index of terms from being used (migration 0320). An index gives all that an expression finds, in no order;
 * so, of each expression, as soon as there is enough:
 * - what the last rows have is looked for among them alone;
 * - what only begins with something is found by very many terms, whose rows the index collects before it looks at any other term. Where
 *   `standing` says what finds all of it and more, and that finds a few, these are looked into one by one;
 * - in one kind, the index is asked for the kind as well, by the term that each record has of it. What finds a few has these sorted, what
 *   finds many is looked for in the last rows of the kind.
 */
export const finding = {
  id: 490,
  name: 'finding',
  sql: `
DROP FUNCTION IF EXISTS hub_found(text[], text, boolean, int);
CREATE FUNCTION hub_found(asked text[], of_kind text, of_deleted boolean, most int, standing text[] DEFAULT NULL)
RETURNS TABLE (district int, rid bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  reach int[] := ARRAY(SELECT r FROM public.hub_reach() r);
  sees_whole boolean := EXISTS (
    SELECT FROM public.live_session(current_setting('yuanba.session', true)) s WHERE s.role IN ('review', 'admin'));
  near tsquery;
  wanted tsquery;
  wider tsquery;
  few int := most;
  is_done boolean;
  districts int[];
  rids bigint[];
  places bigint[];
  known text[] := '{}';
BEGIN
  IF cardinality(reach) = 0
    OR (NOT sees_whole AND array_to_string(asked || standing, '') ~ U&'[\\+0F0000-\\+0FFFFD]') THEN
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
  FOR nth IN 1 .. cardinality(asked) LOOP
    wanted := CASE WHEN near IS NULL THEN asked[nth]::tsquery ELSE asked[nth]::tsquery && near END;
    wider := CASE WHEN near IS NULL THEN standing[nth]::tsquery ELSE standing[nth]::tsquery && near END;
    is_done := false;
    IF most IS NOT NULL THEN
      ${found('public.search_latest s')};
      is_done := coalesce(cardinality(rids), 0) >= few;
      IF NOT is_done AND wider IS NOT NULL THEN
        SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (
          SELECT s.district, s.rid FROM ${some('wider')} LIMIT ${SORTED + 1}) f;
        is_done := coalesce(cardinality(rids), 0) <= ${SORTED};
        IF is_done THEN
          ${found(lookedUp)};
        END IF;
      END IF;
      IF NOT is_done AND of_kind IS NOT NULL THEN
        SELECT array_agg(f.district), array_agg(f.rid), array_agg(f.place) INTO districts, rids, places FROM (
          SELECT s.district, s.rid, s.place FROM ${some('wanted')} WHERE ${isFound} LIMIT ${SORTED + 1}) f;
        is_done := coalesce(cardinality(rids), 0) <= ${SORTED};
        IF is_done THEN
          SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (
            SELECT s.district, s.rid FROM unnest(districts, rids, places) AS s (district, rid, place) ${newest}) f;
        ELSE
          ${found(walked)};
          is_done := coalesce(cardinality(rids), 0) >= few;
        END IF;
      END IF;
    END IF;
    IF NOT is_done THEN
      ${found('public.search s')};
    END IF;
    RETURN QUERY SELECT * FROM unnest(districts, rids);
    known := ARRAY(SELECT unnest(known) UNION SELECT format('%s/%s', d, r) FROM unnest(districts, rids) AS u (d, r));
    EXIT WHEN cardinality(known) >= most;
    few := most + cardinality(known);
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION hub_found(text[], text, boolean, int, text[]) FROM PUBLIC;
`,
} as const

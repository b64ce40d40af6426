/** All that a text finds in a kind is sorted, if it is no more than this; of more the next page is met soon on a walk along the list. */
const FEW = 3000
/** So many of a list's next records are looked into before the index is asked. */
const MET = [300, 1500]
/** Of so many districts a page each is read and sorted; more are walked through together. */
const NEAR = 32

/** A record's place in a list, in the words of the indexes. `format` puts in: the field, `<` or `>`, the direction, how many. */
const key = `coalesce(r.body->>%1$L, '''')`
const isMeant = `r.kind = $1 AND NOT r.deleted AND ($2 IS NULL OR ${key} >= $2) AND ($3 IS NULL OR ${key} <= $3)
        AND ($4 IS NULL OR (${key}, r.district, r.rid) %2$s ($4, $5, $6))`
const within = `${isMeant} AND (r.district = ANY ($7)) IS TRUE`
const records = `SELECT r.district, r.rid, ${key} AS key FROM public.records r`
const inOrder = 'ORDER BY w.key %3$s, w.district %3$s, w.rid %3$s'
/** All districts together, along the index of the kind. */
const far = `SELECT * FROM (${records} WHERE ${within}
      ORDER BY ${key} %3$s, r.district %3$s, r.rid %3$s LIMIT %4$s) w ${inOrder}`
/** A page of each district, along its own index. */
const near = `SELECT w.* FROM unnest($7) AS of (district) CROSS JOIN LATERAL (
        ${records} WHERE r.district = of.district AND ${isMeant}
        ORDER BY ${key} %3$s, r.rid %3$s LIMIT %4$s) w ${inOrder} LIMIT %4$s`
/** A page of each unit, along the index of units. */
const ofUnits = `SELECT w.* FROM unnest($8) AS of (unit) CROSS JOIN LATERAL (
        ${records} WHERE r.body->>''unit'' = of.unit AND ${within}
        ORDER BY ${key} %3$s, r.district %3$s, r.rid %3$s LIMIT %4$s) w ${inOrder} LIMIT %4$s`
/** Of a walk those that the text finds; each by itself, so that no more are looked into than are wanted. */
const met = `(SELECT s.terms @@ $9 AND s.kind = $1 AND NOT s.deleted FROM public.search s
      WHERE s.district = w.district AND s.rid = w.rid) ${inOrder} LIMIT`
/** Found by the index of terms, looked up one by one. */
const sorted = `SELECT w.* FROM unnest($10, $11) AS f (district, rid) CROSS JOIN LATERAL (
        ${records} WHERE r.district = f.district AND r.rid = f.rid AND ${isMeant}
        AND ($8 IS NULL OR r.body->>''unit'' = ANY ($8)) OFFSET 0) w ${inOrder} LIMIT %4$s`
const values =
  'of_kind, lowest, highest, after_key, after_district, after_rid, reach, of_units, wanted, districts, rids'
const worded = (limit: string): string =>
  `by_field, CASE WHEN descending THEN '<' ELSE '>' END, CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, ${limit}`

/**
 * Where the records of a list stand, in its order, for a session. Row-level security would keep days, units and texts from being
 * looked up, because what reads a body is no leakproof condition, and it takes every session for one of ten districts. So the reading role
 * asks this function, which looks at the session itself, and reads what stands there by row-level security.
 * - a province's list runs along its kind, that of a few districts along each of them, that of units along each unit;
 * - a text that many records hold is met on that walk; of any other all that it finds is sorted.
 *
 * In front of a kind's name as a term: U+E007, which nobody types (search/terms.ts says the same). What every question begins with keeps its
 * plan: as SQL it was planned anew for each.
 */
export const listsInOrder = {
  id: 460,
  name: 'lists in order',
  sql: `
CREATE INDEX records_of_district ON records (district, kind, (coalesce(body->>'date', '')), rid) WHERE NOT deleted;
CREATE INDEX records_of_unit ON records ((body->>'unit'), kind, (coalesce(body->>'date', '')), district, rid) WHERE NOT deleted;
CREATE INDEX records_by_name ON records (kind, (coalesce(body->>'name', '')), district, rid)
  WHERE NOT deleted AND kind IN ('unit', 'person', 'law-reader', 'mediator', 'mediation-committee', 'publicity-officer',
    'lecturer', 'legal-site', 'demonstration-household', 'team');
CREATE OR REPLACE FUNCTION live_session(asked text) RETURNS TABLE (account int, name text, role text, region text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT a.account, a.name, a.role, a.region
    FROM public.sessions s JOIN public.accounts a USING (account)
    WHERE s.token = sha256(convert_to(asked, 'UTF8')) AND NOT a.closed
      AND s.seen_at > clock_timestamp() - interval '30 minutes'
      AND s.created_at > clock_timestamp() - interval '12 hours';
END
$$;
CREATE OR REPLACE FUNCTION hub_reach() RETURNS SETOF int
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS $$
BEGIN
  RETURN QUERY SELECT d.district
    FROM public.live_session(current_setting('yuanba.session', true)) s
    JOIN public.districts d ON s.region = ANY (d.region);
END
$$;
CREATE FUNCTION hub_in_order(of_kind text, by_field text, descending boolean, lowest text, highest text, after_key text,
  after_district int, after_rid bigint, of_districts int[], of_units text[], asked text, most int)
RETURNS TABLE (district int, rid bigint, key text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog SET enable_seqscan = off SET enable_sort = off SET jit = off AS $$
#variable_conflict use_column
DECLARE
  reach int[] := ARRAY(SELECT r FROM public.hub_reach() r WHERE of_districts IS NULL OR r = ANY (of_districts));
  sees_whole boolean := EXISTS (
    SELECT FROM public.live_session(current_setting('yuanba.session', true)) s WHERE s.role IN ('review', 'admin'));
  is_near boolean := cardinality(reach) <= ${NEAR} AND cardinality(reach) < (SELECT count(*) FROM public.districts);
  way text := CASE WHEN of_units IS NOT NULL THEN '${ofUnits}' WHEN is_near THEN '${near}' ELSE '${far}' END;
  wanted tsquery := asked::tsquery;
  looked_up tsquery;
  met int;
  districts int[];
  rids bigint[];
  keys text[];
BEGIN
  IF cardinality(reach) = 0 OR (NOT sees_whole AND asked ~ U&'[\\+0F0000-\\+0FFFFD]') THEN
    RETURN;
  END IF;
  IF wanted IS NULL THEN
    RETURN QUERY EXECUTE format(way, ${worded('most')}) USING ${values};
    RETURN;
  END IF;
  FOREACH met IN ARRAY ARRAY[${MET}] LOOP
    EXECUTE format('SELECT array_agg(a.district), array_agg(a.rid), array_agg(a.key) FROM (SELECT * FROM (' || way || ') w WHERE ${met} ' || most || ') a', ${worded('met')})
      INTO districts, rids, keys USING ${values};
    IF cardinality(rids) >= most THEN
      RETURN QUERY SELECT * FROM unnest(districts, rids, keys);
      RETURN;
    END IF;
  END LOOP;
  looked_up := wanted && ('''' || U&'\\E007' || regexp_replace(of_kind, '([''\\\\])', '\\1\\1', 'g') || '''')::tsquery;
  IF is_near THEN
    looked_up := looked_up && (SELECT string_agg(format(U&'''\\E006%s''', d), ' | ')::tsquery FROM unnest(reach) AS d);
  END IF;
  SELECT array_agg(f.district), array_agg(f.rid) INTO districts, rids FROM (
    SELECT s.district, s.rid FROM (SELECT * FROM public.search t WHERE t.terms @@ looked_up OFFSET 0) s
    WHERE s.kind = of_kind AND NOT s.deleted AND (s.district = ANY (reach)) IS TRUE LIMIT ${FEW + 1}) f;
  IF cardinality(rids) > ${FEW} THEN
    RETURN QUERY EXECUTE format('SELECT * FROM (' || way || ') w WHERE ${met} ' || most, ${worded(`'ALL'`)}) USING ${values};
  ELSE
    RETURN QUERY EXECUTE format('${sorted}', ${worded('most')}) USING ${values};
  END IF;
END
$$;
REVOKE ALL ON FUNCTION hub_in_order(text, text, boolean, text, text, text, int, bigint, int[], text[], text, int) FROM PUBLIC;
`,
} as const

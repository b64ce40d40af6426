import { createHash } from 'node:crypto'
import { type Change, DISTRICT_SCOPE, type Said } from '../../../shared/sync/change'
import type { ReadDb, WriteDb } from '../context'
import { prepared } from '../db/prepared'
import { idOfHash } from '../new-id'

type Stream = Pick<Change, 'site' | 'scope'>

/**
 * A record is (scope, id), and where several districts are held apart (district, scope, id): a room and an id. Nobody reaches into another
 * room by naming an id that stands there, nor keeps it out by naming it first.
 */
export interface Rooms {
  /** The name of a stream's room. */
  of(stream: Stream): string
  /** Whether two sites are of one district. */
  areTogether(one: string, other: string): boolean
}

/** Everywhere but above districts. */
export const roomsByScope: Rooms = { of: ({ scope }) => scope, areTogether: () => true }

const sql = {
  all: 'SELECT local, said, site, scope FROM namesakes',
  add: 'INSERT INTO namesakes (local, said, site, scope) VALUES (@local, @said, @site, @scope)',
  said: 'SELECT said FROM namesakes WHERE local = ?',
  any: 'SELECT 1 FROM namesakes LIMIT 1',
  holder: `SELECT b.site, b.scope FROM changes c JOIN branches b USING (branch) WHERE c.record = ? LIMIT 1`,
  redacted: 'SELECT site, scope FROM erased WHERE record = ? LIMIT 1',
  highest: `SELECT max(ifnull((SELECT max(record) FROM changes), ''), ifnull((SELECT max(record) FROM erased), ''))`,
  tableWriters: `SELECT DISTINCT b.site FROM changes c JOIN branches b USING (branch) WHERE b.scope = '${DISTRICT_SCOPE}'
                 AND c.record IN (SELECT ? UNION ALL SELECT local FROM namesakes WHERE said = ?)`,
  moveChanges: 'UPDATE changes SET record = @local WHERE record = @said',
  moveErased: 'UPDATE erased SET record = @local WHERE record = @said',
} as const

interface Namesake extends Stream {
  readonly local: string
  readonly said: string
}

/** Under which id a record is kept. */
export interface KeptUnder {
  readonly local: string
  /** The id that the record of that id goes under now, which had to give way. */
  readonly gaveWay?: string
}

/** Gives records the ids under which this profile keeps them. As a rule that is the id that their changes say. */
export interface Namesakes {
  /** @see KeptUnder. @param said by a change of this stream, or an id that this profile keeps one under */
  keep(stream: Stream, said: string): KeptUnder
  /** What the changes of a record say. */
  said(local: string): string
}

/**
 * @see Namesakes. Inside one transaction. Of several records of one id the district's own keeps it, or else the one that was here first: what
 * points at it goes on to do so. The others are kept under ids that follow from their rooms.
 */
export function openNamesakes(db: WriteDb, rooms: Rooms): Namesakes {
  const byLocal = new Map<string, Namesake>()
  const bySaid = new Map<string, string>()
  const remember = (one: Namesake): void => {
    byLocal.set(one.local, one)
    bySaid.set(`${one.said}/${rooms.of(one)}`, one.local)
  }
  for (const one of prepared<[], Namesake>(db, sql.all).all()) remember(one)
  // Ids begin with the time, so most arriving records need not be looked for.
  let highest = prepared<[], string>(db, sql.highest).pluck().get() ?? ''
  /** Said just now, and perhaps not appended yet. */
  let [last, lastRoom] = ['', '']

  function holderOf(said: string): Stream | undefined {
    if (said > highest) return undefined
    return (
      prepared<[string], Stream>(db, sql.holder).get(said) ??
      prepared<[string], Stream>(db, sql.redacted).get(said)
    )
  }

  function add(stream: Stream, said: string): string {
    let local = ''
    for (let nth = 0; local === '' || holderOf(local); nth += 1)
      local = idOfHash(
        createHash('sha256')
          .update(`${rooms.of(stream)}/${said}/${nth}`)
          .digest(),
      )
    const { site, scope } = stream
    const one = { local, said, site, scope }
    prepared<[Namesake]>(db, sql.add).run(one)
    remember(one)
    if (local > highest) highest = local
    return local
  }

  function keep(stream: Stream, said: string): KeptUnder {
    const room = rooms.of(stream)
    if (said === last && room === lastRoom) return { local: said }
    const known = bySaid.get(`${said}/${room}`)
    if (known !== undefined) return { local: known }
    const holder = holderOf(said)
    if (holder && rooms.of(holder) !== room) {
      if (byLocal.has(said) || !goesBefore(stream, holder)) return { local: add(stream, said) }
      const gaveWay = add(holder, said)
      for (const move of [sql.moveChanges, sql.moveErased])
        prepared<[{ local: string; said: string }]>(db, move).run({ local: gaveWay, said })
      return { local: said, gaveWay }
    }
    ;[last, lastRoom] = [said, room]
    if (said > highest) highest = said
    return { local: said }
  }

  const goesBefore = (stream: Stream, holder: Stream): boolean =>
    stream.scope === DISTRICT_SCOPE &&
    holder.scope !== DISTRICT_SCOPE &&
    rooms.areTogether(stream.site, holder.site)

  return { keep, said: (local) => byLocal.get(local)?.said ?? local }
}

/** What the changes of a record say, by the id under which it is kept. */
export const saidOf = (db: ReadDb, local: string): string =>
  prepared<[string], string>(db, sql.said).pluck().get(local) ?? local

/** The sites that wrote a record of an id into the district's scope: of several districts, where it stands for several records. */
export const tableWriters = (db: ReadDb, said: string): readonly string[] =>
  prepared<[string, string], string>(db, sql.tableWriters).pluck().all(said, said)

/** Gives changes as they were written, for their lines. */
export function openSaid(db: ReadDb): <C extends Said>(change: C) => C {
  if (prepared<[]>(db, sql.any).get() === undefined) return (change) => change
  return (change) => ({ ...change, record: saidOf(db, change.record) })
}

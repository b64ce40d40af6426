import { addRecords, idOf, openRegion } from '../../support/hub/region'
import { eachStore } from '../../support/hub/stores'

eachStore((under) => {
  test('a session is told the names of the computers that wrote in its districts, and of no other', async () => {
    const region = await openRegion(under)
    for (const [at, [site, district]] of [
      ['east', region.east],
      ['west', region.west],
    ].entries()) {
      await region.owner.query(
        `INSERT INTO sites (id, own, role, scope, unit, unit_name, letter, sign_key, recipient, office, root)
         VALUES ($1, 0, 'street', '*', $2, $1, 'A', '', '', '', '')`,
        [site, idOf('s1')],
      )
      await region.owner.query(
        `INSERT INTO branches (district, branch, site, scope, after, seq, hash, counts_to, introduces)
         VALUES ($1, $2, $3, '*', 0, 0, '', 0, 0)`,
        [district, at + 1, site],
      )
    }
    await region.as('east', 'read')
    const told = await region.serving.reading('token of east read', (sql) =>
      sql.query('SELECT * FROM hub_computers()'),
    )
    expect(told).toEqual([{ site: 'east', name: 'east A' }])
    expect(await region.owner.query('SELECT * FROM hub_computers()')).toEqual([])
    await region.close()
  })

  test('what was made out of a record, or out of a row of it, is found in the own districts alone', async () => {
    const region = await openRegion(under)
    const [source, other] = [idOf('source'), idOf('other')]
    const made = (name: string, origin: string) => ({ id: idOf(name), kind: 'mediation', body: { origin } })
    await addRecords(
      region.owner,
      region.east,
      [made('whole', source), made('row', `${source}/01`), made('not', other)],
      10,
    )
    await region.as('east', 'read')
    await region.as('west', 'read')
    const found = (who: string) =>
      region.serving.reading(`token of ${who} read`, (sql) =>
        sql.query('SELECT hub_followers($1, $2, 9) AS rid', [region.east, [source]]),
      )
    expect(await found('east')).toEqual([{ rid: 11 }, { rid: 12 }])
    expect(await found('west')).toEqual([])
    await region.close()
  })
})

import { daysOf } from '../../../shared/demo/calendar'
import { demoDays } from '../../../shared/demo/daily'
import { demoIndicators, demoIndicatorValues } from '../../../shared/demo/indicators'
import { demandsIn } from '../../../shared/demo/journey'
import { demoTeams } from '../../../shared/demo/people'
import { demoPlan } from '../../../shared/demo/plan'
import { createPrng } from '../../../shared/demo/prng'
import type { DemoPlace, DemoRecord, DemoSite } from '../../../shared/demo/record'
import { districtTables } from '../../../shared/demo/reference-district'
import { demoAdvisers, placeTables } from '../../../shared/demo/reference-places'
import { demoRegisters } from '../../../shared/demo/registers'
import { demoSections } from '../../../shared/demo/report-sections'
import { demoUnits } from '../../../shared/demo/units'
import { parsePeriod } from '../../../shared/period'

export const demoDistrict: DemoSite = {
  role: 'district',
  id: '01900000-0000-7000-8000-000000000001',
  name: '示范区',
  scope: '*',
}

/** The villages and communities among units. */
export function placesAmong(units: readonly DemoRecord[]): readonly DemoPlace[] {
  const byId = new Map(units.map((unit) => [unit.id, unit.body]))
  return units.flatMap(({ id, body }) => {
    const street = byId.get(String(body.parent))
    if (!street || (body.level !== 'village' && body.level !== 'community')) return []
    const { name, parent, level } = body
    return [{ id, name: String(name), level, street: String(parent), streetName: String(street.name) }]
  })
}

/** All example records of one order at a new district. */
export function everyDemoRecord(seed: string, name: string, size: number): readonly DemoRecord[] {
  const site = demoDistrict
  const period = parsePeriod(name)
  const units = demoUnits(seed, site.id)
  const places = placesAmong(units)
  const { records, teams } = demoTeams(seed, places)
  const { records: ofAdvisers, advisers } = demoAdvisers(seed, site, places)
  const plan = demoPlan(createPrng(`${seed}/plan`), size)
  const events = [...demoDays({ seed, site, teams, period, plan })].flat()
  const days = daysOf(period)
  return [
    ...units,
    ...records,
    ...ofAdvisers,
    ...districtTables(seed, site, period),
    ...placeTables(seed, places, period),
    ...demoIndicators(site),
    ...demoIndicatorValues(site, [...new Set(places.map(({ street }) => street))], period),
    ...demoSections(site),
    ...events,
    ...demoRegisters({ seed: `${seed}/${name}`, site, teams, advisers, days, plan }, demandsIn(events)),
  ]
}

export const ofKind = (records: readonly DemoRecord[], kind: string): readonly DemoRecord[] =>
  records.filter((record) => record.kind === kind)

/** Records that are in figures: neither draft nor void. */
export const countedOf = (records: readonly DemoRecord[], kind: string): readonly DemoRecord[] =>
  ofKind(records, kind).filter(({ body }) => body.status !== 'draft' && body.status !== 'void')

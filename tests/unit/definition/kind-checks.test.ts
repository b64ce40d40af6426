import type { Upgrades } from '../../../shared/definition/upgrades'
import { noteKind, noteUpgrades } from '../../support/records/own-kind'

describe('the upgrades of a kind', () => {
  const [first, second] = [noteUpgrades[1], noteUpgrades[2]]
  if (!first || !second) throw new Error('there are two')

  test('lead from the first version to its own, or there are none', () => {
    expect(noteKind(3, noteUpgrades).version).toBe(3)
    expect(noteKind(3).upgrades).toBeUndefined()
  })

  test.each<[string, number, Upgrades]>([
    ['one is missing at the end', 3, { 1: first }],
    ['one is missing at the beginning', 3, { 2: second }],
    ['one is missing between', 4, { 1: first, 3: second }],
    ['one starts from the version of today', 2, { 1: first, 2: second }],
    ['there is nothing in them', 1, {}],
  ])('stop the program at once where %s', (_, version, upgrades) => {
    expect(() => noteKind(version, upgrades)).toThrow(`upgrades do not lead from 1 to ${version}`)
  })

  test.each<[string, Upgrades]>([
    ['loses what it does not know', { 1: ({ name }) => (name === undefined ? {} : { name }) }],
    ['says something of every change', { 1: (stored) => ({ ...stored, chief: stored.chief ?? '无' }) }],
  ])('stop the program at once where one %s', (_, upgrades) => {
    expect(() => noteKind(2, upgrades)).toThrow('the upgrade from 1 adds or loses what it does not know')
  })
})

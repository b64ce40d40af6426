import type { Patch } from '../../../shared/contract/types'

/** A wage arrears lead as a form would save it. */
export function leadOf(unit: string, over: Patch = {}): Patch {
  return {
    date: '2026-11-03',
    unit,
    source: 'visit',
    people: 1,
    amount: 100_000,
    employer: '某某建筑公司',
    ...over,
  }
}

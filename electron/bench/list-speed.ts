import type { RecordFilter } from '../../shared/contract/record-lists'
import { kindOf } from '../../shared/kinds'
import type { Entry, Lab, Line, Measured } from './entry'
import { bigStore, onCopy, type Store } from './fixture'
import { openStation, type Station } from './station'
import { percentile, timed } from './timing'

const kind = kindOf('activity')
/** What one page may take, 95 of 100 times, up to a million records. */
const ONE_FILTER_MS = 2
const TWO_FILTERS_MS = 50
const SAVE_MS = 5
const PAGE = 50
const CALLS = 60

/** A filter that the list offers, and the values that it is asked with in turn. */
interface Offered {
  readonly label: string
  readonly filters: readonly RecordFilter[]
}

/** A page of the list by every offered filter, by any two, and a save, all at the largest store. */
export const listSpeed: Entry = {
  name: 'list',
  what: '列表和保存',
  async run(lab) {
    const store = await bigStore(lab)
    const station = await openStation(store.exchange.places.district)
    const lines: Line[] = []
    try {
      const offered = offeredBy(store)
      lines.push(await slowest(station, store, 'list.filter', '单用一个筛选', offered, ONE_FILTER_MS))
      lines.push(
        await slowest(station, store, 'list.two-filters', '同用两个筛选', inPairs(offered), TWO_FILTERS_MS),
      )
    } finally {
      await station.close()
    }
    return [...lines, await saveLine(lab, store)]
  },
}

function offeredBy({ exchange: { places } }: Store): readonly Offered[] {
  const months = ['2023-02', '2023-11', '2024-06'].map((month) => ({
    from: `${month}-01`,
    to: `${month}-28`,
  }))
  const fields = kind.filters.flatMap((key): Offered[] => {
    const field = kind.fields[key]
    if (field?.type !== 'choice') return []
    return [
      {
        label: field.label,
        filters: Object.keys(field.options).map((value) => ({ where: { [key]: value } })),
      },
    ]
  })
  return [
    { label: '不筛选', filters: [{}] },
    { label: '月份', filters: months },
    { label: '村', filters: places.villages.map((unit) => ({ unit })) },
    { label: '街道', filters: [{ unit: places.scope }] },
    ...fields,
  ]
}

function inPairs(offered: readonly Offered[]): readonly Offered[] {
  return offered.flatMap((one, at) =>
    offered.slice(at + 1).map((other) => ({
      label: `${one.label}、${other.label}`,
      filters: one.filters.flatMap((a) =>
        other.filters.map((b) => ({
          ...a,
          ...b,
          ...(a.where && b.where && { where: { ...a.where, ...b.where } }),
        })),
      ),
    })),
  )
}

/** As many values of a filter as are asked, spread over all of them. */
function asked(filters: readonly RecordFilter[]): readonly RecordFilter[] {
  const step = Math.max(1, Math.floor(filters.length / CALLS))
  return Array.from({ length: CALLS }, (_, n) => filters[(n * step) % filters.length] ?? {})
}

/** The page that takes longest among the offered ones. */
async function slowest(
  { rpc }: Station,
  { held }: Store,
  name: string,
  what: string,
  offered: readonly Offered[],
  limit: number,
): Promise<Measured> {
  const measured: Measured[] = []
  const page = (filter: RecordFilter): Promise<unknown> =>
    rpc.records.list({ kind: kind.name, filter, limit: PAGE })
  // What is compiled on the way is no property of a walk: whoever came first would pay for all.
  for (const { filters } of offered) for (const filter of asked(filters)) await page(filter)
  for (const { label, filters } of offered) {
    const times: number[] = []
    for (const filter of asked(filters)) times.push(await timed(() => page(filter)))
    const told = `${held} 条里${what}（${label}），第95百分位，上限`
    measured.push({ name, what: told, unit: 'ms', ours: percentile(times, 95), yardstick: limit, limit: 1 })
  }
  const [worst] = measured.toSorted((a, b) => b.ours - a.ours)
  if (!worst) throw new Error('the list offers no filter')
  return worst
}

function saveLine(lab: Lab, { exchange: { places }, held }: Store): Promise<Line> {
  return onCopy(lab, places.street, async ({ rpc, operation }) => {
    const save = (n: number): Promise<unknown> =>
      rpc.records.save({
        kind: kind.name,
        patch: {
          date: '2024-12-30',
          unit: places.villages[n % places.villages.length] ?? places.scope,
          theme: `民法典进院坝第${n}场`,
          form: 'lecture',
          organiser: '东街街道司法所',
          place: '李家院子',
          attendance: 20 + n,
        },
        operation: operation(),
      })
    for (let n = 0; n < PAGE; n += 1) await save(n)
    const times: number[] = []
    for (let n = 0; n < CALLS; n += 1) times.push(await timed(() => save(n)))
    return {
      name: 'record.save',
      what: `${held} 条里保存一条，第95百分位，上限`,
      unit: 'ms',
      ours: percentile(times, 95),
      yardstick: SAVE_MS,
      limit: 1,
    }
  })
}

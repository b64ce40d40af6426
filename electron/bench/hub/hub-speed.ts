import { refreshMonths } from '../../hub/figures/refresh'
import { settleSearch } from '../../hub/search/settle'
import type { Entry, Lab, Line } from '../entry'
import { percentile, timed } from '../timing'
import { ingestLines } from './ingest-speed'
import { makeProvince } from './province'
import { type Leader, type LeaderQuestion, leaderQuestions, openLeader } from './questions'
import { readersLine } from './readers'
import { type OwnServer, startBenchServer } from './server'

const RUNS = 20
/** So many times the records that the bench is told: two million, when it is asked for alone and told nothing. */
const PROVINCE = 20
/** The smaller province that growth is measured against. */
const FIVEFOLD = 5
const GROWTH = 1.3

/** A simulated province: what a leader asks, how that grows, fifty readers; and what a district's file takes to come in. */
export const hubSpeed: Entry = {
  name: 'hub',
  what: '市级、省级平台',
  async run(lab) {
    const server = await startBenchServer()
    if (!server) return [{ name: 'hub', what: '市级、省级平台', skipped: '这台电脑没有安装 PostgreSQL' }]
    try {
      // Among all the others a province that is made in minutes; every line tells its size.
      const size = lab.isAlone ? lab.size * PROVINCE : lab.size
      const ingest = await ingestLines(lab, server)
      const small = await servedProvince(lab, server, 'small', Math.round(size / FIVEFOLD))
      const big = await servedProvince(lab, server, 'big', size)
      try {
        const asked = await askedInTurn([small, big])
        const lines = asked.map(({ question, times: [, ours] }): Line => {
          const { name, what, most } = question
          return { ...line(name, `${size} 条记录：${what}，上限`, ours), yardstick: most, limit: 1 }
        })
        const growth = asked.map(({ question, times: [before, ours] }, at): Line => {
          const what = `记录增加到 ${FIVEFOLD} 倍时：${lines[at]?.what}`
          return { ...line(`${question.name}-growth`, what, ours), yardstick: before, limit: GROWTH }
        })
        return [...ingest, ...lines, ...growth, await readersLine(big.leader, size)]
      } finally {
        for (const one of [small, big]) await one.close()
      }
    } finally {
      await server.stop()
    }
  },
}

const line = (name: string, what: string, ours: number) => ({ name, what, unit: 'ms', ours }) as const

/** A province that is served, and a leader who is signed in. */
interface ServedProvince {
  readonly leader: Leader
  close(): Promise<void>
}

async function servedProvince(
  lab: Lab,
  server: OwnServer,
  name: string,
  size: number,
): Promise<ServedProvince> {
  lab.note(`准备 ${size} 条记录的全省资料…`)
  const database = await server.newDatabase(name)
  const store = await makeProvince(database, size)
  await refreshMonths(store)
  await settleSearch(store)
  await store.query('VACUUM ANALYZE')
  const leader = await openLeader(store, database)
  return {
    leader,
    async close() {
      await leader.close()
      await store.close()
    },
  }
}

/** What each question takes, in milliseconds, in a province and in one of five times as much: asked in turn, for a computer is not always as quick. */
async function askedInTurn(
  provinces: readonly [ServedProvince, ServedProvince],
): Promise<readonly { readonly question: LeaderQuestion; readonly times: readonly [number, number] }[]> {
  const asked: { readonly question: LeaderQuestion; readonly times: readonly [number, number] }[] = []
  for (const question of leaderQuestions) {
    const [small, big]: [number[], number[]] = [[], []]
    for (const { leader } of provinces) await question.ask(leader, 0)
    for (let run = 0; run < RUNS; run += 1) {
      small.push(await timed(() => question.ask(provinces[0].leader, run)))
      big.push(await timed(() => question.ask(provinces[1].leader, run)))
    }
    asked.push({ question, times: [percentile(small, question.share), percentile(big, question.share)] })
  }
  return asked
}

import { measures } from '../../../shared/figures/measures'
import type { HubAccount } from '../../hub/accounts/accounts'
import { hubReport, hubStatistics } from '../../hub/figures/papers'
import { prepareServing } from '../../hub/reach/roles'
import { openServing, type Serving } from '../../hub/reach/serving'
import { answerHubCall } from '../../hub/reads/answer'
import type { Sql, Store } from '../../hub/store/store'
import { systemRandom } from '../../machine/surroundings'
import { benchSeal } from './bench-seal'
import { DISTRICTS, unitOfDistrict } from './province'

/** Both comparisons of this month lie inside the two years that the records cover. */
const MONTH = '2024-06'
const DAY = '2024-07-01'
const TOKEN = 'token of the bench'

/** What people look for: names, places, beginnings, sounds, ends of telephones, words of choices, and what is not there. */
const sought = [
  '王家院子12号',
  '张家',
  '张',
  'zhangjia',
  '李秀英',
  '建筑公司17',
  '5678',
  '民法典',
  '王建国 张家',
  '没有这个人',
]

/** A leader of the whole province, whose questions are answered inside of what the session reaches. */
export interface Leader {
  /** Figures, as whoever holds the session. */
  reading<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** A call of the page. */
  call(name: string, input: unknown): Promise<void>
  close(): Promise<void>
}

/** Serves a province and signs a leader in. */
export async function openLeader(store: Store, address: string): Promise<Leader> {
  const serving = await servingOf(store, address)
  const [row] = await store.query<{ account: number }>(
    `INSERT INTO accounts (name, role, region, wrapper) VALUES ('leader', 'review', 'province', '{}') RETURNING account`,
  )
  await store.query(`INSERT INTO sessions (token, account) VALUES (sha256(convert_to($1, 'UTF8')), $2)`, [
    TOKEN,
    row?.account ?? 0,
  ])
  const account: HubAccount = {
    account: row?.account ?? 0,
    name: 'leader',
    role: 'review',
    region: 'province',
  }
  const files = { keep: (word: string) => word }
  const asker = { account, token: TOKEN, now: Date.parse(DAY), today: DAY, files }
  return {
    reading: (work) => serving.reading(TOKEN, work),
    async call(name, input) {
      const answer = await answerHubCall(serving, asker, name, input)
      if ('error' in answer) throw new Error(`${name}: ${answer.error.code}`)
    },
    close: () => serving.close(),
  }
}

async function servingOf(store: Store, address: string): Promise<Serving> {
  const { door, reader } = await prepareServing(store, { door: 'bench', reader: 'bench' }, systemRandom)
  const as = (role: string): string => address.replace('postgres@', `${role}@`)
  return await openServing({ door: as(door), reader: as(reader) }, benchSeal)
}

/** One of the questions whose times are told, each with what it may take in milliseconds. */
export interface LeaderQuestion {
  readonly name: string
  readonly what: string
  readonly most: number
  /** Which share of its times counts: the middle one, or 95 of 100. */
  readonly share: 50 | 95
  /** @param at 0, 1, 2 …: so that not the same is asked again and again */
  ask(leader: Leader, at: number): Promise<unknown>
}

/** What a leader opens. */
export const leaderQuestions: readonly LeaderQuestion[] = [
  {
    name: 'hub.month',
    what: '全省一份月报（含环比、同比）',
    most: 1000,
    share: 50,
    ask: ({ reading }) =>
      reading((sql) => hubReport(sql, 'monthly', { period: MONTH, unit: null, date: DAY })),
  },
  {
    name: 'hub.table',
    what: `${DISTRICTS} 个区（县）× 16 项的统计表`,
    most: 1500,
    share: 50,
    ask: ({ reading }) =>
      reading((sql) =>
        hubStatistics(
          sql,
          { period: MONTH, unit: null, date: DAY },
          measures.slice(0, 16).map(({ name }) => name),
        ),
      ),
  },
  {
    name: 'hub.rows',
    what: '点开一个区（县）的一个数，第一页 50 条',
    most: 50,
    share: 50,
    ask: ({ call }, at) =>
      call('reports.figureRows', {
        measure: 'attendance',
        period: MONTH,
        unit: unitOfDistrict(at % DISTRICTS),
        limit: 50,
      }),
  },
  {
    name: 'hub.list',
    what: '全省院坝会台账，第一页 50 条',
    most: 50,
    share: 50,
    ask: ({ call }) => call('records.list', { kind: 'courtyard-session', limit: 50 }),
  },
  {
    name: 'hub.search',
    what: '全省查找（95% 的查找）',
    most: 100,
    share: 95,
    ask: ({ call }, at) => call('find.search', { text: sought[at % sought.length] ?? '' }),
  },
]

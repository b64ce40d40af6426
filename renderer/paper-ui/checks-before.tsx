import type { MonthReadiness } from '../../shared/readiness/month'
import { hasCome } from '../../shared/readiness/month'
import { conflictsPath, pilePath, readinessPath, reportsPath } from '../paths'
import { Mark } from '../ui/mark'
import { ChangedSince } from './changed-since'

interface Check {
  readonly name: string
  readonly text: string
  readonly done: boolean
  /** Where it is done; absent where nobody here can do it. */
  readonly path?: string
}

/** What should be done before a month's report is signed off, each a way there; afterwards also what has changed since. */
export function ChecksBefore({ month }: { month: MonthReadiness }) {
  return (
    <ul className="checks">
      {checksOf(month).map(({ name, text, done, path }) => (
        <li key={name}>
          <Mark tone={done ? 'green' : 'amber'}>{name}</Mark>
          {path !== undefined && !done ? <a href={`#${path}`}>{text}</a> : <span>{text}</span>}
        </li>
      ))}
      {month.frozen !== null && <ChangedSince id={month.frozen} period={month.period} />}
    </ul>
  )
}

function checksOf({ streets, total, texts, period }: MonthReadiness): readonly Check[] {
  const missing = streets.filter((street) => !hasCome(street)).length
  const unwritten = texts.filter(({ written }) => !written).map(({ label }) => label)
  const counted = (count: number): string => (count === 0 ? '没有' : `${count.toLocaleString('zh-CN')} 条`)
  const ofMonth = `?${new URLSearchParams({ period })}`
  return [
    {
      name: '街道报送',
      text: missing === 0 ? `${streets.length} 个街道都已报送` : `${missing} 个街道未报`,
      done: missing === 0,
      path: `${readinessPath}${ofMonth}`,
    },
    { name: '待审核', text: counted(total.waiting), done: total.waiting === 0, path: pilePath('waiting') },
    { name: '退回', text: counted(total.returned), done: total.returned === 0, path: pilePath('returned') },
    { name: '草稿', text: counted(total.drafts), done: total.drafts === 0 },
    {
      name: '内容不一致',
      text: counted(total.conflicts),
      done: total.conflicts === 0,
      path: conflictsPath,
    },
    {
      name: '文字',
      text: unwritten.length === 0 ? '均已填写' : `${unwritten.join('、')}未填写`,
      done: unwritten.length === 0,
      path: `${reportsPath}${ofMonth}`,
    },
  ]
}

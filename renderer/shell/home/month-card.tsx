import type { Output } from '../../../shared/contract'
import { dayNumber } from '../../../shared/dates'
import { kinds } from '../../../shared/kinds'
import { hasCome, type MonthReadiness } from '../../../shared/readiness/month'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { conflictsPath, newPath, readinessPath, reportsPath, reviewPath, syncPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { Section } from '../../ui/page'
import { today } from '../../ui/today'
import { type HomeStep, Steps } from './step-line'

type Receipts = NonNullable<Output<'home.overview'>['receipts']>

/** 「11月月报 · 还差3步」: what a month still needs before it goes up. */
export function MonthCard({ receipts }: { receipts: Receipts | null }) {
  const { site } = useSession()
  const { data, error, again } = useCall('waiting.month', {})
  if (error) return <ErrorNotice error={error} again={again} />
  if (!data) return null
  const steps = receipts && site.role === 'street' ? streetSteps(data, receipts) : districtSteps(data)
  const open = steps.filter(({ done }) => !done).length
  const month = Number(data.period.slice(5, 7))
  const title = `${month}月月报 · ${data.frozen ? '已定稿' : open === 0 ? '可以定稿' : `还差 ${open} 步`}`
  return (
    <Section title={title} extra={<span className="section-aside">{untilText(data.until)}</span>}>
      <Steps steps={steps} label={title} />
    </Section>
  )
}

function untilText(until: string): string {
  const days = dayNumber(until) - dayNumber(today())
  const left = days < 0 ? `已过 ${-days} 天` : days === 0 ? '今天截止' : `还有 ${days} 天`
  return `截止 ${Number(until.slice(5, 7))}月${Number(until.slice(8))}日（${left}）`
}

function districtSteps(month: MonthReadiness): readonly HomeStep[] {
  const { streets, total, texts } = month
  const missing = streets.filter((street) => !hasCome(street))
  const unwritten = texts.filter(({ written }) => !written).map(({ label }) => label)
  const open = total.waiting + total.returned + total.conflicts
  const arrived: HomeStep = {
    name: '街道报送',
    text: (
      <>
        {streets.length - missing.length}/{streets.length}{' '}
        <span className="dots" aria-hidden="true">
          {streets.map((street) => (hasCome(street) ? '●' : '○')).join('')}
        </span>{' '}
        {missing.length > 0 && `${namesOf(missing.map(({ name }) => name))}未报`}
      </>
    ),
    done: missing.length === 0,
    path: readinessPath,
    go: '查看名单',
  }
  return [
    ...(streets.length > 0 ? [arrived] : []),
    {
      name: '审核核对',
      text: `待审核 ${total.waiting} · 退回 ${total.returned} · 核对 ${total.conflicts}`,
      done: open === 0,
      path: total.waiting + total.returned > 0 || total.conflicts === 0 ? reviewPath : conflictsPath,
      go: '去处理',
    },
    {
      name: '文字',
      text: unwritten.length > 0 ? `${unwritten.join('、')}未填写` : '均已填写',
      done: unwritten.length === 0,
      path: reportsPath,
      go: unwritten.length > 0 ? '去填写' : '查看月报',
    },
  ]
}

/** More names than these make no line. */
const mostNamed = 3

function namesOf(names: readonly string[]): string {
  const short = names.slice(0, mostNamed).map((name) => name.replace(/街道$|镇$|乡$/, '') || name)
  return names.length > mostNamed ? `${short.join('、')}等 ${names.length} 个` : short.join('、')
}

function streetSteps({ total }: MonthReadiness, { unsent, sent }: Receipts): readonly HomeStep[] {
  const open = total.drafts + total.returned
  const first = kinds.find(({ place }) => place === 'daily')
  return [
    {
      name: '本月登记',
      text: `${total.records} 条 · 草稿 ${total.drafts} · 退回 ${total.returned}`,
      done: open === 0 && total.records > 0,
      path: total.records === 0 && first ? newPath(first) : reviewPath,
      go: total.records === 0 && first ? '去登记' : '去处理',
    },
    {
      name: '带U盘',
      text: unsent > 0 ? `还有 ${unsent.toLocaleString('zh-CN')} 条没有导出` : '都已导出',
      done: unsent === 0,
      path: syncPath,
      go: '去导出',
    },
    {
      name: '回执',
      text: sent > 0 ? `${sent.toLocaleString('zh-CN')} 条等区级回执` : '没有待回执的',
      done: sent === 0,
      path: syncPath,
      go: '导入回执',
    },
  ]
}

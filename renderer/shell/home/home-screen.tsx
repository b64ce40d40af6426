import type { Output } from '../../../shared/contract'
import { knownKind } from '../../../shared/kinds'
import { useMay, useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { detailPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { Page, Section } from '../../ui/page'
import { CalendarReminder } from './calendar-reminder'
import { DailyButtons, useDaily } from './daily-buttons'
import { DueShort } from './due-short'
import { Duties } from './duties'
import { MonthCard } from './month-card'
import { MonthFigures } from './month-figures'
import { SetupList } from './setup-list'
import { Upkeep } from './upkeep'

type Overview = Output<'home.overview'>

/** 「现在要做什么」: the month in hand, what is logged every day, what is due, how the month goes, what keeps it safe. */
export function HomeScreen() {
  const { data, error, again } = useCall('home.overview', {})
  const first = useFirstSteps()
  const daily = useDaily()
  return (
    <Page title="首页" untitled>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {data && first !== undefined && (
        <>
          {first ? <SetupList setup={first} /> : <MonthCard receipts={data.receipts} />}
          <DailyButtons offered={daily} />
          <CalendarReminder year={data.calendarMissing} />
          {!first && (
            <div className="home-halves">
              <DueShort />
              <MonthFigures period={data.period} label={data.label} />
            </div>
          )}
          <Duties overview={data} />
          <Recent recent={data.recent} />
          <Upkeep overview={data} again={again} />
        </>
      )}
    </Page>
  )
}

/** What a new district has, until its first record is logged; `null` once it is, `undefined` while that is asked. */
function useFirstSteps(): Output<'waiting.setup'> | null | undefined {
  const { site } = useSession()
  const isOurs = useMay('profile.manage') && site.role === 'district'
  const { data } = useCall('waiting.setup', isOurs ? {} : null)
  if (!isOurs) return null
  if (!data) return undefined
  return data.logged === 0 ? data : null
}

function Recent({ recent }: { recent: Overview['recent'] }) {
  const shown = recent.flatMap((record) => {
    const kind = knownKind(record.kind)
    return kind ? [{ record, kind }] : []
  })
  if (shown.length === 0) return null
  return (
    <Section title="最近登记">
      <ul className="recent">
        {shown.map(({ record, kind }) => (
          <li key={record.id}>
            <a href={`#${detailPath(kind, record.id)}`}>
              {kind.label} {record.number} {record.title}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

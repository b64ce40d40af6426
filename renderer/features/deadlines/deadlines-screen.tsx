import { CalendarOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { calendarPath, dueListsPath } from '../../paths'
import { navigate } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { DeadlineSection } from './deadline-section'

/** 期限: everything that runs, the most urgent first. */
export function DeadlinesScreen() {
  return (
    <Page
      title="期限"
      actions={
        <>
          <Button icon={<CalendarOutlined aria-hidden="true" />} onClick={() => navigate(calendarPath)}>
            日历
          </Button>
          <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => navigate(dueListsPath)}>
            到期清单
          </Button>
        </>
      }
    >
      <DeadlineSection />
    </Page>
  )
}

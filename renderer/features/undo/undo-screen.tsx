import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { NamedTabs } from '../../ui/named-tabs'
import { Page } from '../../ui/page'
import { BinList } from './bin-list'
import { TodayList } from './today-list'

/** What can be taken back: what this person did today, and what anybody put into the recycle bin. */
export function UndoScreen() {
  const shown = useHashQuery().get('show') === 'bin' ? 'bin' : 'today'
  return (
    <Page title="撤销与回收站">
      <NamedTabs
        name="撤销什么"
        activeKey={shown}
        onChange={(show) => setHashQuery({ show: show === 'bin' ? 'bin' : undefined })}
        items={[
          { key: 'today', label: '今天的改动', children: <TodayList /> },
          { key: 'bin', label: '回收站', children: <BinList /> },
        ]}
      />
    </Page>
  )
}

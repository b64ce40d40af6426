import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { ErrorNotice } from '../../ui/error-notice'
import { Page } from '../../ui/page'
import { ExchangeLog } from './exchange-log'
import { ExportSection } from './export-section'
import { ImportSection } from './import-section'
import { JoinCitySection } from './join-city-section'
import { JoinFileSection } from './join-file-section'
import { PeerTable } from './peer-table'
import { RejoinSection } from './rejoin-section'
import { SitesSection } from './sites-section'

/** Carrying data by stick: what is due, writing a file, reading files, and what was exchanged. */
export function SyncScreen() {
  const { site } = useSession()
  const status = useCall('sync.status', {})
  const log = useCall('sync.log', { limit: 50 })
  const again = (): void => {
    status.again()
    log.again()
  }
  const peers = status.data?.peers ?? []
  return (
    <Page title="数据交换">
      {status.error ? <ErrorNotice error={status.error} again={again} /> : null}
      {status.data && (
        <>
          <PeerTable peers={peers} />
          <ExportSection peers={peers} onDone={again} />
          <ImportSection onDone={again} />
          {site.role !== 'street' && <JoinFileSection onDone={again} />}
          {site.role === 'street' && <RejoinSection onDone={again} />}
          {site.role === 'district' && <JoinCitySection onDone={again} />}
          <SitesSection onDone={again} />
          <ExchangeLog entries={log.data?.entries ?? []} />
        </>
      )}
    </Page>
  )
}

import { useMemo } from 'react'
import { onlyHolds } from '../../../shared/sync/manifest'
import { useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useOpened } from '../../engine/use-opened'
import { isBundle, isExchanged, isJoinFile } from '../../engine/use-waiting'
import { ErrorNotice } from '../../ui/error-notice'
import { Page } from '../../ui/page'
import { ExchangeLog } from './exchange-log'
import { ExportSection } from './export-section'
import { ImportSection } from './import-section'
import { JoinCitySection } from './join-city-section'
import { JoinFileSection } from './join-file-section'
import { NewcomersSection } from './newcomers-section'
import { OpenedJoinFile } from './opened-join-file'
import { OwnFingerprint } from './own-fingerprint'
import { PeerTable } from './peer-table'
import { RejoinSection } from './rejoin-section'
import { SitesSection } from './sites-section'

/** Carrying data by stick: what is due, writing a file, reading files, and what was exchanged. */
export function SyncScreen() {
  const { site } = useSession()
  const status = useCall('sync.status', {})
  const log = useCall('sync.log', { limit: 50 })
  const newcomers = useCall('sites.newcomers', {})
  const again = (): void => {
    newcomers.again()
    status.again()
    log.again()
  }
  const opened = useOpened(isExchanged)
  const bundles = useMemo(() => opened.filter(({ name }) => isBundle(name)), [opened])
  const joining = opened.find(({ name }) => isJoinFile(name))
  const peers = status.data?.peers ?? []
  // Who asks to be let in stands above the buttons, and decides of a form below: nothing stands before that is known.
  const isKnown = newcomers.data !== undefined || newcomers.error !== undefined
  return (
    <Page title="U盘交换">
      {status.error ? <ErrorNotice error={status.error} again={again} /> : null}
      {status.data && isKnown && (
        <>
          {joining && <OpenedJoinFile name={joining.name} />}
          {newcomers.data?.asking && <OwnFingerprint />}
          <NewcomersSection newcomers={newcomers.data?.newcomers ?? []} onDone={again} />
          <PeerTable peers={peers} />
          <ExportSection peers={peers} onDone={again} />
          <ImportSection opened={bundles} newcomers={newcomers.data?.newcomers ?? []} onDone={again} />
          {site.role !== 'street' && <JoinFileSection onDone={again} />}
          {!onlyHolds(site.role) && <RejoinSection key={`asks ${newcomers.data?.asking}`} onDone={again} />}
          {(site.role === 'district' || site.role === 'city') && <JoinCitySection onDone={again} />}
          <SitesSection onDone={again} />
          <ExchangeLog entries={log.data?.entries ?? []} />
        </>
      )}
    </Page>
  )
}

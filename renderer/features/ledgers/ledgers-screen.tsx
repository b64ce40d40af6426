import { useMemo, useState } from 'react'
import { namedWhole } from '../../../shared/ledgers/ledger'
import { sheetFaces } from '../../../shared/paper/print-style'
import { useCall } from '../../engine/use-call'
import { A4Preview } from '../../paper-ui/a4-preview'
import { PublicWarning } from '../../paper-ui/public-warning'
import { ErrorNotice } from '../../ui/error-notice'
import { useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { today } from '../../ui/today'
import { ColumnDrawer } from './column-drawer'
import { LedgerActions } from './ledger-actions'
import { LedgerChoice } from './ledger-choice'
import { whichOf } from './which'

/** 台账: pick one, see the pages as they will be printed, hand them out. */
export function LedgersScreen() {
  const query = useHashQuery()
  const search = query.toString()
  const list = useCall('ledgers.list', {}, [])
  const ledgers = list.data?.ledgers ?? []
  const asked = query.get('ledger')
  const ledger = ledgers.find(({ name }) => name === asked) ?? ledgers[0]
  const which = useMemo(
    () => (ledger === undefined ? null : whichOf(ledger, new URLSearchParams(search), today())),
    [ledger, search],
  )
  const page = useCall('ledgers.page', which, ledger && [ledger.kind, 'unit'])
  const [choosing, setChoosing] = useState(false)
  const { data } = page
  return (
    <Page
      title="台账"
      detail={data && <span aria-live="polite">{sizeOf(data)}</span>}
      actions={
        data && which && <LedgerActions which={which} title={data.title} onPaper={data.pages !== null} />
      }
    >
      {ledger && which && (
        <LedgerChoice ledgers={ledgers} ledger={ledger} which={which} onColumns={() => setChoosing(true)} />
      )}
      {list.error ? <ErrorNotice error={list.error} again={list.again} /> : null}
      {page.error ? <ErrorNotice error={page.error} again={page.again} /> : null}
      <PublicWarning variant={which?.variant} named={ledger && namedWhole(ledger.name)} />
      {data && (data.pages === null || data.shownPages < data.pages) && (
        <p className="help">
          下面只显示前 {data.shownPages} 页{data.pages === null ? '' : `，打印时全部 ${data.pages} 页都在`}。
        </p>
      )}
      {data && <A4Preview markup={data.markup} faces={sheetFaces} />}
      {choosing && ledger && (
        <ColumnDrawer
          ledger={ledger.name}
          variant={which?.variant}
          onClose={() => setChoosing(false)}
          onSaved={page.again}
        />
      )}
    </Page>
  )
}

function sizeOf({ rows, pages }: { readonly rows: number; readonly pages: number | null }): string {
  const count = `共 ${rows.toLocaleString('zh-CN')} 行`
  return pages === null ? `${count}，太长，只能导出 Excel` : `${count},${pages} 页`
}

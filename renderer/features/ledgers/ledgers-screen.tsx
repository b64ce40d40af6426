import { Alert, Button } from 'antd'
import { useMemo, useState } from 'react'
import type { Input } from '../../../shared/contract'
import { REVIEW } from '../../../shared/definition/workflow'
import { ledgerOf, namedWhole } from '../../../shared/ledgers/ledger'
import { sheetFaces } from '../../../shared/paper/print-style'
import { parsePeriod } from '../../../shared/period'
import { useCall } from '../../engine/use-call'
import { useVariants } from '../../engine/use-variants'
import { useTicked } from '../../kinds-ui/list/ticked'
import { useOwnPeriods } from '../../kinds-ui/use-own-periods'
import { A4Preview } from '../../paper-ui/a4-preview'
import { PublicWarning } from '../../paper-ui/public-warning'
import { UnreviewedNotice } from '../../paper-ui/unreviewed-notice'
import { ErrorNotice } from '../../ui/error-notice'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { today } from '../../ui/today'
import { ColumnDrawer } from './column-drawer'
import { LedgerActions } from './ledger-actions'
import { LedgerChoice } from './ledger-choice'
import { isChosen, type LedgerEntry, type Which, whichOf } from './which'

/** 台账: pick one, see the pages as they will be printed, hand them out. */
export function LedgersScreen() {
  const query = useHashQuery()
  const search = query.toString()
  const list = useCall('ledgers.list', {}, [])
  const ledgers = list.data?.ledgers ?? []
  const asked = query.get('ledger')
  const ledger = ledgers.find(({ name }) => name === asked) ?? ledgers[0]
  const ticked = useTicked(ledger?.kind ?? '')
  const mine = useVariants()
  const own = useOwnPeriods()
  const which = useMemo(
    () =>
      ledger === undefined || own === undefined
        ? null
        : whichOf(ledger, new URLSearchParams(search), today(), ticked, mine, own),
    [ledger, search, ticked, mine, own],
  )
  const page = useCall('ledgers.page', which, ledger && [ledger.kind, 'unit'])
  const [choosing, setChoosing] = useState(false)
  const { data } = page
  return (
    <Page
      title="打印台账"
      detail={data && <span aria-live="polite">{sizeOf(data)}</span>}
      actions={
        data && which && <LedgerActions which={which} title={data.title} onPaper={data.pages !== null} />
      }
    >
      {ledger && which && (
        <LedgerChoice ledgers={ledgers} ledger={ledger} which={which} onColumns={() => setChoosing(true)} />
      )}
      {isChosen(query) && (
        <Alert
          type="info"
          showIcon
          title={
            which?.ids
              ? `仅列出勾选的 ${which.ids.length.toLocaleString('zh-CN')} 条。`
              : '勾选已取消，下面列出全部记录。'
          }
          action={<Button onClick={() => setHashQuery({ chosen: undefined })}>列出全部</Button>}
        />
      )}
      {list.error ? <ErrorNotice error={list.error} again={list.again} /> : null}
      {page.error ? <ErrorNotice error={page.error} again={page.again} /> : null}
      <UnreviewedNotice
        of={ledger && which ? unreviewedOf(ledger, which) : null}
        action={
          ledger?.free && <Button onClick={() => setHashQuery({ [REVIEW]: 'reviewed' })}>只列已审核的</Button>
        }
      />
      <PublicWarning variant={which?.variant} named={ledger && namedWhole(ledger.name)} />
      {data && (data.pages === null || data.shownPages < data.pages) && (
        <p className="help">
          下面只显示前 {data.shownPages} 页{data.pages === null ? '' : `，打印时为全部 ${data.pages} 页`}。
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
  return pages === null ? `${count}，页数过多，只能导出 Excel` : `${count}，${pages} 页`
}

/** The records of a ledger that goes up, as a list would find them; null for one that does not, or is narrowed by review. */
function unreviewedOf(ledger: LedgerEntry, which: Which): Input<'records.unreviewed'> | null {
  if (which.ids !== undefined || which.variant !== 'upward' || ledgerOf(ledger.name).dateField !== 'date')
    return null
  const { where, text, unit } = which
  const period = which.period === undefined ? null : parsePeriod(which.period)
  return {
    kind: ledger.kind,
    filter: {
      ...(period && { from: period.from, to: period.to }),
      ...(unit !== undefined && { unit }),
      ...(where && { where }),
      ...(text !== undefined && { text }),
    },
  }
}

import { Checkbox, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { firstPages } from '../../../shared/paper/markup'
import { variantLabels } from '../../../shared/privacy/variant'
import { batchLists } from '../../../shared/record-page/batch-list'
import { useRpc } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useVariants, variantAmong } from '../../engine/use-variants'
import { A4Preview } from '../../paper-ui/a4-preview'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { Page } from '../../ui/page'
import { PrintActions, type WantedPages } from './print-actions'

type Pages = Output<'records.page'>

/** An old laptop can still scroll so many. */
const mostShown = 30

/** One or many records as they will be printed; the address holds which, so that going back comes back. */
export function PrintScreen({ kind }: { kind: Kind }) {
  const query = useHashQuery()
  const ids = query.get('ids') ?? ''
  const list = query.get('list') ?? undefined
  const variant = variantAmong(useVariants(), query.get('variant'))
  const wanted = useMemo(
    () => ({ ids: ids.split(',').filter(Boolean), variant, ...(list !== undefined && { list }) }),
    [ids, variant, list],
  )
  // Whole values are shown for this very choice of pages only.
  const [unmasked, setUnmasked] = useState<{ readonly of: WantedPages; readonly pages: Pages } | null>(null)
  const whole = unmasked?.of === wanted ? unmasked.pages : null
  const { data, error, again } = useCall('records.page', wanted, [kind.name])
  const pages = whole ?? data
  return (
    <Page
      title={`打印${kind.label}`}
      detail={pages && `${pages.records} 条记录，共 ${pages.pages} 页`}
      actions={
        pages && <PrintActions wanted={wanted} whole={whole !== null} title={pages.title} pages={pages} />
      }
    >
      <PrintChoice
        kind={kind}
        wanted={wanted}
        whole={whole !== null}
        onWhole={(found) => setUnmasked(found && { of: wanted, pages: found })}
      />
      {error ? <ErrorNotice error={error} again={again} /> : null}
      {pages && pages.pages > mostShown && (
        <p className="help">
          预览只显示前 {mostShown} 页，打印和存为文件时为全部 {pages.pages} 页。
        </p>
      )}
      {pages && <A4Preview markup={firstPages(pages.markup, mostShown)} />}
    </Page>
  )
}

interface PrintChoiceProps {
  readonly kind: Kind
  readonly wanted: WantedPages
  readonly whole: boolean
  readonly onWhole: (pages: Pages | null) => void
}

function PrintChoice({ kind, wanted, whole, onWhole }: PrintChoiceProps) {
  const rpc = useRpc()
  const mayUnmask = useMay('record.unmask')
  const mine = useVariants()
  const lists = batchLists(kind)
  const papers = [
    { value: '', label: '记录表' },
    ...lists.map(({ key, title }) => ({ value: key, label: title })),
  ]
  const unmask = async (): Promise<void> => {
    const { ids, list } = wanted
    onWhole(await rpc.records.wholePage({ ids: [...ids], ...(list !== undefined && { list }) }))
  }
  return (
    <div className="filter-bar">
      {lists.length > 0 && (
        <Labeled label="打印内容">
          {(control) => (
            <Select
              id={control.id}
              className="wide"
              options={papers}
              value={wanted.list ?? ''}
              onChange={(list: string) => setHashQuery({ list })}
            />
          )}
        </Labeled>
      )}
      <Labeled label="用途">
        {(control) => (
          <Select
            id={control.id}
            options={mine.map((value) => ({ value, label: variantLabels[value] }))}
            value={wanted.variant}
            onChange={(variant) => setHashQuery({ variant })}
          />
        )}
      </Labeled>
      {mayUnmask && wanted.variant === 'internal' && (
        <div className="filter-end">
          <Checkbox
            checked={whole}
            onChange={({ target }) => (target.checked ? attempt(unmask) : onWhole(null))}
          >
            不遮盖个人信息（记入审计日志）
          </Checkbox>
        </div>
      )}
    </div>
  )
}

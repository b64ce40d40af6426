import { Button } from 'antd'
import { useCallback, useMemo } from 'react'
import { mostPrinted } from '../../../shared/contract/record-pages'
import type { Kind } from '../../../shared/definition/define'
import { coverageOf } from '../../../shared/figures/coverage'
import type { RecordView } from '../../../shared/records/view'
import { useCall } from '../../engine/use-call'
import { FilterBar } from '../../kinds-ui/filter-bar'
import { filterOf } from '../../kinds-ui/list-filter'
import { keepLeftSearch, listPlace } from '../../kinds-ui/list-place'
import { RecordTable } from '../../kinds-ui/record-table/record-table'
import { tickRecord, untickAll, useTicked } from '../../kinds-ui/ticked'
import { usePages } from '../../kinds-ui/use-pages'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { detailPath, ledgerPath, newPath, printPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { navigate, useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { useShortcut } from '../../ui/shortcuts'
import { CoverageNotice } from './coverage-notice'

/** The list of a kind: filters above, rows below, everything from the definition. */
export function ListScreen({ kind }: { kind: Kind }) {
  const query = useHashQuery()
  const search = query.toString()
  const filter = useMemo(() => filterOf(kind, new URLSearchParams(search)), [kind, search])
  const list = `${kind.name} ${search}`
  const pages = usePages(kind.name, filter, listPlace(list).loaded)
  const count = useCall('records.count', { kind: kind.name, filter }, [kind.name])
  const mayWrite = useMayWrite(kind)
  const coverage = coverageOf(kind.name)
  const leaveTo = useCallback(
    (to: string): void => {
      keepLeftSearch(kind.name, search)
      navigate(to)
    },
    [kind, search],
  )
  const create = (): void => leaveTo(newPath(kind))
  useShortcut('create', mayWrite ? create : null)
  const open = useCallback(
    (record: RecordView): void => leaveTo(detailPath(kind, record.id)),
    [kind, leaveTo],
  )
  const total = count.data?.total
  const ticked = useTicked(kind.name)
  const onTick = useCallback(({ id }: RecordView): void => tickRecord(kind.name, id), [kind])
  const print = (): void => navigate(printPath(kind, [...ticked]))
  const isPrintable = ticked.size > 0 && ticked.size <= mostPrinted
  useShortcut('print', isPrintable ? print : null)
  return (
    <Page
      filled
      title={kind.label}
      detail={
        <span aria-live="polite">
          {total === undefined ? '正在统计…' : `共 ${total.toLocaleString('zh-CN')} 条`}
        </span>
      }
      actions={
        <>
          {ticked.size === 0 ? (
            <Button onClick={() => navigate(ledgerPath(kind, query))}>打印台账</Button>
          ) : (
            <>
              <Button onClick={() => untickAll(kind.name)}>取消勾选</Button>
              <Button
                disabled={!isPrintable}
                onClick={print}
                title={isPrintable ? 'Ctrl+P' : `一次最多打印 ${mostPrinted} 条`}
              >
                打印所选（{ticked.size}）
              </Button>
            </>
          )}
          {mayWrite && (
            <Button type="primary" onClick={create} title="Ctrl+N">
              新建{kind.label}
            </Button>
          )}
        </>
      }
    >
      <FilterBar kind={kind} query={query} key={kind.name} />
      {coverage && <CoverageNotice coverage={coverage} unit={query.get('unit') ?? undefined} />}
      {pages.error ? (
        <ErrorNotice error={pages.error} again={pages.again} />
      ) : (
        <>
          <RecordTable
            key={list}
            list={list}
            kind={kind}
            pages={pages}
            total={total}
            onOpen={open}
            ticked={ticked}
            onTick={onTick}
          />
          {pages.rows.length === 0 && !pages.loading && (
            <p className="nothing">
              {search ? '没有符合条件的记录，可以清除筛选再看。' : `还没有${kind.label}记录。`}
            </p>
          )}
        </>
      )}
    </Page>
  )
}

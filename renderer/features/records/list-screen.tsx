import { ImportOutlined, PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { coverageOf } from '../../../shared/figures/coverage'
import type { RecordView } from '../../../shared/records/view'
import { useRpc } from '../../engine/engine-context'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { SearchBox } from '../../kinds-ui/list/filter-panel'
import { keepLeftSearch } from '../../kinds-ui/list/left-list'
import { filterOf } from '../../kinds-ui/list/list-filter'
import { MOST_SUMMED, SumsLine } from '../../kinds-ui/list/sums-line'
import { tickRecord, tickRecords, useTicked } from '../../kinds-ui/list/ticked'
import { useCopiedList } from '../../kinds-ui/list/use-copied-list'
import { usePages } from '../../kinds-ui/list/use-pages'
import { noComparing } from '../../kinds-ui/no-comparing'
import { chosenColumnsOf, columnsWord, tableColumnsOf } from '../../kinds-ui/record-table/columns'
import { narrowingOf, nextSort, rowOf, sortOf } from '../../kinds-ui/record-table/list-order'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { detailPath, importPath, ledgerPath, newPath } from '../../paths'
import type { MenuChoice } from '../../ui/choice-menu'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { hashQuery, navigate, setHashQuery, useHashQuery } from '../../ui/hash-route'
import { Page } from '../../ui/page'
import { usePreferences } from '../../ui/preferences'
import { useShortcut } from '../../ui/shortcuts'
import { useRoom } from '../../ui/use-room'
import { CoverageNotice } from './coverage-notice'
import { ListBar } from './list-bar'
import { ListHalves } from './list-halves'
import { TickedBar } from './ticked-bar'
import { useViews } from './use-views'

/** In px at 100 % type: narrower windows need the preview's place, and all but two lines over the list, for the list. */
const roomForAll = 1280

/** The list of a kind: one line of chips above, rows below, the marked one beside them; everything from the definition. */
export function ListScreen({ kind }: { kind: Kind }) {
  const rpc = useRpc()
  const query = useHashQuery()
  const narrowing = narrowingOf(query)
  const search = narrowing.toString()
  const { views, isOpened, again } = useViews(kind)
  const cols = query.get('cols') ?? ''
  const chosen = useMemo(() => chosenColumnsOf(kind, new URLSearchParams({ cols })), [kind, cols])
  const onWidth = (key: string, width: number): void =>
    setHashQuery({
      cols: columnsWord(
        kind,
        chosen.map((one) => (one.key === key ? { key, width } : one)),
      ),
    })
  const sort = sortOf(kind, query)
  // The row that the list was left at counts when it opens: later it is the list itself that knows.
  const [at] = useState(() => rowOf(query))
  const filter = useMemo(() => filterOf(kind, new URLSearchParams(search)), [kind, search])
  const pages = usePages(kind.name, filter, sort, at + 1)
  const count = useCall('records.count', { kind: kind.name, filter }, [kind.name])
  const mayWrite = useMayWrite(kind)
  const mayCompare = useMay('record.unmask')
  const coverage = coverageOf(kind.name)
  const leaveTo = useCallback(
    (to: string): void => {
      keepLeftSearch(kind.name, hashQuery().toString())
      navigate(to)
    },
    [kind],
  )
  const create = (): void => leaveTo(newPath(kind))
  useShortcut('create', mayWrite ? create : null)
  const open = useCallback(
    (record: RecordView, row: number): void => {
      setHashQuery({ at: String(row) })
      leaveTo(detailPath(kind, record.id))
    },
    [kind, leaveTo],
  )
  const wantsPreview = usePreferences((state) => state.preview === 'shown')
  const isWide = useRoom(roomForAll)
  const withPreview = isWide && wantsPreview
  const total = count.stale ? undefined : count.data?.total
  const ticked = useTicked(kind.name)
  const onTick = useCallback(({ id }: RecordView): void => tickRecord(kind.name, id), [kind])
  const onTickThese = useCallback(
    (records: readonly RecordView[]): void =>
      tickRecords(
        kind.name,
        records.map(({ id }) => id),
      ),
    [kind],
  )
  const tickAll = useCallback(
    (): void =>
      attempt(async () => tickRecords(kind.name, (await rpc.bulk.matching({ kind: kind.name, filter })).ids)),
    [rpc, kind, filter],
  )
  const columns = useMemo(() => tableColumnsOf(kind, chosen), [kind, chosen])
  const copy = useCopiedList(kind, columns, sort)
  const onSort = (key: string): void => setHashQuery({ sort: nextSort(kind, sort, key), at: undefined })
  const others: readonly MenuChoice[] = [
    {
      key: 'print',
      label: '打印台账',
      icon: <PrinterOutlined aria-hidden="true" />,
      run: () => navigate(ledgerPath(kind, narrowing)),
    },
    ...(mayWrite
      ? [
          {
            key: 'import',
            label: '导入台账',
            icon: <ImportOutlined aria-hidden="true" />,
            refused: mayCompare ? undefined : noComparing,
            run: () => leaveTo(importPath(kind)),
          },
        ]
      : []),
  ]
  const sums =
    ticked.size > 0 ? (
      <SumsLine kind={kind} which={{ ids: [...ticked] }} label="已选合计" />
    ) : total !== undefined && total > 0 && total <= MOST_SUMMED ? (
      <SumsLine kind={kind} which={{ filter }} />
    ) : null
  return (
    <Page
      filled
      title={kind.label}
      detail={
        <span aria-live="polite">
          {total === undefined ? '正在统计…' : `共 ${total.toLocaleString('zh-CN')} 条`}
          {isWide && sums}
        </span>
      }
      actions={
        <>
          {isWide ? (
            others.map(({ key, label, icon, refused, run }) => (
              <Button key={key} icon={icon} disabled={refused !== undefined} title={refused} onClick={run}>
                {label}
              </Button>
            ))
          ) : (
            <SearchBox text={query.get('text') ?? ''} key={kind.name} />
          )}
          {mayWrite && (
            <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={create} title="Ctrl+N">
              新建{kind.label}
            </Button>
          )}
        </>
      }
    >
      <ListBar
        kind={kind}
        query={narrowing}
        views={views}
        onViews={again}
        others={isWide ? null : others}
        key={kind.name}
      />
      {coverage && <CoverageNotice coverage={coverage} unit={query.get('unit') ?? undefined} />}
      {pages.error ? (
        <ErrorNotice error={pages.error} again={pages.again} />
      ) : (
        <>
          {isOpened && (
            <ListHalves
              key={`${search} ${sort.field} ${sort.descending}`}
              kind={kind}
              withPreview={withPreview}
              chosen={chosen}
              onWidth={onWidth}
              at={at}
              sort={sort}
              onSort={onSort}
              pages={pages}
              total={total}
              onOpen={open}
              ticked={ticked}
              onTick={onTick}
              onTickThese={onTickThese}
              onTickAll={tickAll}
            />
          )}
          {pages.rows.length === 0 && !pages.loading && (
            <p className="nothing">
              {search ? '没有符合条件的记录，可以清除筛选后查看。' : `还没有${kind.label}记录。`}
            </p>
          )}
        </>
      )}
      {!isWide && (
        <p className="list-sums" aria-live="polite">
          {sums}
        </p>
      )}
      <TickedBar
        kind={kind}
        ticked={ticked}
        total={total}
        inBin={filter.deleted === true}
        onTickAll={tickAll}
        onCopy={copy}
      />
    </Page>
  )
}

import { Alert, Button, Checkbox, Segmented } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract'
import type { Kind } from '../../../shared/definition/define'
import { useRpc, useTransport } from '../../engine/engine-context'
import { ProgressLine } from '../../engine/progress-line'
import { useMay } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useSaved } from '../../engine/use-saved'
import { SuspectsLine } from '../../kinds-ui/duplicates/suspects-line'
import { noComparing } from '../../kinds-ui/no-comparing'
import { useMayWrite } from '../../kinds-ui/use-record-writes'
import { listPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { navigate } from '../../ui/hash-route'
import { newOperation } from '../../ui/operation'
import { Page, Section } from '../../ui/page'
import { useBusy } from '../../ui/use-busy'
import { LeftTargets } from './left-targets'
import { MissingNames } from './missing-names'
import { HeadChoice, NearWords, SheetChoice, YearChoice } from './table-choices'
import { fateWords, TableGrid } from './table-grid'
import { TableNotes } from './table-notes'
import { TableSourceSection } from './table-source'
import { TableTemplateSection } from './table-template'
import { useTable } from './use-table'

type Fate = Output<'tables.preview'>['rows'][number]['fate']

/** 导入台账: a table is chosen, looked at line by line and mended, and taken in as one step that can be taken back. */
export function ImportTableScreen({ kind }: { readonly kind: Kind }) {
  const mayWrite = useMayWrite(kind)
  const mayCompare = useMay('record.unmask')
  const table = useTable(kind)
  const { source, done } = table
  const toList = <Button onClick={() => navigate(listPath(kind))}>回到{kind.label}列表</Button>
  return (
    <Page filled={source !== null && done === null} title={`导入${kind.label}台账`} actions={toList}>
      {!mayWrite && <p>这台电脑上不能登记{kind.label}，所以不能导入。</p>}
      {mayWrite && !mayCompare && <p>{noComparing}</p>}
      {mayWrite && mayCompare && source === null && (
        <>
          <TableSourceSection onSource={table.begin} />
          <TableTemplateSection kind={kind} />
        </>
      )}
      {source !== null && done === null && <Looking kind={kind} table={table} />}
      {done !== null && <Done kind={kind} table={table} done={done} />}
    </Page>
  )
}

type Table = ReturnType<typeof useTable>

function Looking({ kind, table }: { readonly kind: Kind; readonly table: Table }) {
  const { source, said, preview, task, begin, tell, answer, take } = table
  const { data, error, loading } = preview
  const [shown, setShown] = useState<Fate | 'all'>('all')
  const { busy, run } = useBusy()
  // What is wrong with the file, the preview says too.
  const { data: book } = useCall(
    'tables.sheets',
    source && 'file' in source ? { file: source.file.token } : null,
    [],
  )
  const goes = (data?.counts.new ?? 0) + (data?.counts.changes ?? 0)
  const rows = data?.rows.filter(({ fate }) => shown === 'all' || fate === shown) ?? []
  return (
    <>
      <div className="table-import-bar">
        <SheetChoice
          sheets={book?.sheets ?? []}
          sheet={said.sheet}
          onSheet={(sheet) => tell({ sheet, headAt: undefined, columns: {}, mends: [], chosen: {} })}
        />
        {data && (
          <HeadChoice head={said.headAt ?? data.head[0]} onHead={(headAt) => tell({ headAt, columns: {} })} />
        )}
        {(data?.wantsYear || said.year !== undefined) && (
          <YearChoice year={said.year} onYear={(year) => tell({ year })} />
        )}
        {data && <NearWords kind={kind} near={data.near} onAnswer={answer} />}
        {data && <MissingNames kind={kind} rows={data.rows} onAnswer={answer} />}
      </div>
      {error ? <ErrorNotice error={error} again={preview.again} /> : null}
      {data && !error && (
        <>
          <LeftTargets kind={kind} columns={data.columns} />
          <TableNotes kind={kind} inFile={book?.notes ?? []} {...data} />
          <Segmented
            aria-label="看哪些行"
            value={shown}
            options={[
              { value: 'all', label: `全部 ${data.counts.rows}` },
              ...(Object.keys(fateWords) as Fate[])
                .filter((fate) => data.counts[fate] > 0)
                .map((fate) => ({ value: fate, label: `${fateWords[fate]} ${data.counts[fate]}` })),
            ]}
            onChange={setShown}
          />
          <TableGrid
            kind={kind}
            columns={data.columns}
            rows={rows}
            onColumn={(at, target) => tell({ columns: { ...said.columns, [at]: target } })}
            onMend={table.mend}
            typed={table.typed}
            onTyped={table.setTyped}
            onChoose={table.choose}
          />
        </>
      )}
      {!data && loading && <p aria-live="polite">正在读台账…</p>}
      <ProgressLine task="table" label="正在导入" operation={task.operation} />
      <div className="form-tools table-import-tools">
        <Button
          type="primary"
          loading={busy}
          disabled={goes === 0 || loading}
          title={goes === 0 ? '没有可以导入的行' : undefined}
          onClick={() => void run(take)}
        >
          导入 {goes} 条
        </Button>
        {data && data.counts.refused + data.counts.similar > 0 && <WriteRefused kind={kind} table={table} />}
        {data && (data.counts.similar > 0 || said.withSimilar) && kind.duplicates && (
          <Checkbox
            checked={said.withSimilar}
            onChange={({ target }) => tell({ withSimilar: target.checked })}
          >
            可能已有的也导入，以后在核对里处理
          </Checkbox>
        )}
        <Button onClick={() => begin(null)}>换一份台账</Button>
      </div>
    </>
  )
}

/** The lines that are not taken, as a file to be mended in a spreadsheet. */
function WriteRefused({ kind, table }: { readonly kind: Kind; readonly table: Table }) {
  const rpc = useRpc()
  const { files } = useTransport()
  const saved = useSaved()
  const { busy, run } = useBusy()
  const write = async (): Promise<void> => {
    if (!table.asked) return
    const to = await files.saveFile({ title: '保存文件', suggestedName: `${kind.label}没有导入的行.xlsx` })
    if (!to) return
    const asked = { ...table.asked, to: to.token, operation: newOperation() }
    const { file, rows } = await rpc.tables.writeRefused(asked)
    saved({ at: to, file }, `已把没有导入的 ${rows} 行写成 ${file}，原因在批注里`)
  }
  return (
    <Button loading={busy} onClick={() => void run(write)}>
      有问题的行另存为表格
    </Button>
  )
}

interface DoneProps {
  readonly kind: Kind
  readonly table: Table
  readonly done: Output<'tables.take'>
}

function Done({ kind, table, done }: DoneProps) {
  const { added, updated, skipped, refused, batch } = done
  const wrong = new Set(refused.map(({ row }) => row)).size
  const { busy, run } = useBusy()
  return (
    <Section title="已经导入">
      <Alert
        type={wrong > 0 ? 'warning' : 'success'}
        showIcon
        title={`新增 ${added} 条，修改 ${updated} 条，跳过 ${skipped} 行，${wrong} 行有问题没有导入。`}
      />
      <div className="form-tools">
        <Button type="primary" onClick={() => navigate(listPath(kind))}>
          看{kind.label}列表
        </Button>
        {batch !== null && (
          <Button loading={busy} onClick={() => void run(() => table.undo(batch))}>
            撤销这次导入
          </Button>
        )}
        {wrong > 0 && <WriteRefused kind={kind} table={table} />}
        <Button onClick={() => table.begin(null)}>再导入一份</Button>
      </div>
      {kind.duplicates && added > 0 && <SuspectsLine />}
    </Section>
  )
}

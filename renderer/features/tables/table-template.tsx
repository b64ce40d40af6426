import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import type { Input } from '../../../shared/contract'
import { fieldOf, type Kind } from '../../../shared/definition/define'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useSaved } from '../../engine/use-saved'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { Section } from '../../ui/page'
import { useBusy } from '../../ui/use-busy'

type Filter = NonNullable<Input<'tables.writeTemplate'>['filter']>

/** A workbook to fill in, empty or with the records that are here: what is edited in it comes back as changes. */
export function TableTemplateSection({ kind }: { readonly kind: Kind }) {
  const rpc = useRpc()
  const { files } = useTransport()
  const saved = useSaved()
  const { busy, run } = useBusy()
  const [year, setYear] = useState<number | null>(null)
  const write = async (name: string, filter?: Filter): Promise<void> => {
    const to = await files.saveFile({ title: '保存文件', suggestedName: `${kind.label}${name}.xlsx` })
    if (!to) return
    const asked = { kind: kind.name, ...(filter && { filter }), to: to.token, operation: newOperation() }
    const { file, rows } = await rpc.tables.writeTemplate(asked)
    saved({ at: to, file }, filter ? `已把 ${rows} 条记录写成 ${file}` : undefined)
  }
  const ofYear = year === null ? {} : { from: `${year}-01-01`, to: `${year}-12-31` }
  return (
    <Section title="先在表格里填或改">
      <p>
        空白表格带下拉列表和填写示例。登记过的记录也可以写成表格：在 WPS
        里改好再导入，改了哪一格就修改哪一项，新加的行就新增；删掉一行不会删除记录。
      </p>
      <div className="form-tools">
        <Button loading={busy} onClick={() => void run(() => write('空白表格'))}>
          空白表格
        </Button>
        {fieldOf(kind, 'date') && (
          <Labeled label="哪一年的（不填是全部）">
            {(control) => (
              <InputNumber
                controls={false}
                id={control.id}
                min={1949}
                max={2199}
                precision={0}
                value={year}
                onChange={setYear}
              />
            )}
          </Labeled>
        )}
        <Button loading={busy} onClick={() => void run(() => write('修改用表格', ofYear))}>
          登记过的记录写成表格
        </Button>
      </div>
    </Section>
  )
}

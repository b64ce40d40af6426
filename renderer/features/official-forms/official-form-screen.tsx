import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { Kind } from '../../../shared/definition/define'
import { type Variant, variant as variants } from '../../../shared/privacy/variant'
import { rolesWith } from '../../../shared/rights'
import { useRpc } from '../../engine/engine-context'
import { useMay, useSession } from '../../engine/session'
import { useCall } from '../../engine/use-call'
import { useVariants, variantAmong } from '../../engine/use-variants'
import { A4Preview } from '../../paper-ui/a4-preview'
import { PaperActions } from '../../paper-ui/paper-actions'
import { PublicWarning } from '../../paper-ui/public-warning'
import { VariantSelect } from '../../paper-ui/variant-select'
import { detailPath } from '../../paths'
import { ErrorNotice } from '../../ui/error-notice'
import { attempt } from '../../ui/errors'
import { navigate } from '../../ui/hash-route'
import { Labeled } from '../../ui/labeled'
import { Page } from '../../ui/page'
import { useLatest } from '../../ui/use-latest'
import { useFormText } from './use-form-text'

/** Why somebody can not change the words. */
const notTyped = `上报、公示的文书由角色为“${rolesWith('record.unmask')}”的人修改；这里按登记内容排好，可以直接打印。`

/** One official form of a record: what the record fills, what somebody changes in it, and the page as it will be printed. */
export function OfficialFormScreen({ kind, record, form }: { kind: Kind; record: string; form: string }) {
  const rpc = useRpc()
  const { readOnly } = useSession()
  const mayUnmask = useMay('record.unmask')
  const [variant, setVariant] = useState<Variant>(variantAmong(useVariants(), null))
  const [whole, setWhole] = useState(false)
  const text = useFormText({ record, form, variant, whole })
  const page = useCall('forms.page', {
    record,
    form,
    variant,
    ...(text.shown !== undefined && { text: text.shown }),
  })
  const { data } = page
  // Of another use until the answer comes: what is typed into it would be kept as this one's.
  const isOfOther = page.stale && text.typed === undefined
  const mayType = !readOnly && (mayUnmask || variant === 'internal')
  const written = {
    record,
    form,
    variant,
    whole,
    ...(text.typed !== undefined && { text: text.typed }),
  }
  const latest = useLatest(variant)
  const fillWhole = async (): Promise<void> => {
    const filled = await rpc.forms.wholePage({ record, form })
    // Whole values are for inside: whoever went on to another use meanwhile does not want them.
    if (latest.current !== 'internal') return
    setWhole(true)
    text.take(filled.text, filled.keptAt !== null)
  }
  const choose = (next: Variant): void => {
    setVariant(next)
    setWhole(false)
    text.take(undefined)
  }
  const isChanged = text.isChanged || (data?.keptAt ?? null) !== null
  const fillAnew = async (): Promise<void> => {
    await text.forget()
    if (whole) await fillWhole()
    else page.again()
  }
  return (
    <Page
      title={data ? `打印${data.title}` : '打印文书'}
      detail={data && `${data.pages} 页`}
      actions={
        <>
          <Button onClick={() => navigate(detailPath(kind, record))}>返回记录</Button>
          {data && (
            <PaperActions
              title={data.title}
              formats={['docx']}
              pages={(how) => (readOnly ? Promise.resolve(data) : rpc.forms.print({ ...written, how }))}
              write={async (_, file) => (await rpc.forms.write({ ...written, format: 'docx', file })).file}
            />
          )}
        </>
      }
    >
      <div className="filter-bar">
        <VariantSelect variants={variants.options} value={variant} onChange={choose} />
        {mayUnmask && variant === 'internal' && (
          <div className="filter-end">
            <Checkbox
              checked={whole}
              onChange={({ target }) => (target.checked ? attempt(fillWhole) : choose(variant))}
            >
              不遮盖个人信息（记入审计日志）
            </Checkbox>
          </div>
        )}
      </div>
      <PublicWarning variant={variant} />
      {page.error ? <ErrorNotice error={page.error} again={page.again} /> : null}
      <div className="report report-form">
        <div className="report-preview">{data && <A4Preview markup={data.markup} />}</div>
        <aside className="report-side" aria-label="文书内容">
          <div className="report-text">
            <Labeled label="文书内容" {...(data && { help: mayType || readOnly ? data.help : notTyped })}>
              {(control) => (
                <Input.TextArea
                  {...control}
                  rows={22}
                  value={text.typed ?? data?.text ?? ''}
                  disabled={data === undefined || isOfOther || !mayType}
                  maxLength={60_000}
                  onChange={({ target }) => text.type(target.value)}
                  onBlur={text.settle}
                />
              )}
            </Labeled>
            <Button
              disabled={!isChanged || readOnly}
              title={!isChanged ? '未作修改，与登记内容一致' : undefined}
              onClick={() => attempt(fillAnew)}
            >
              按登记内容重新填写
            </Button>
          </div>
        </aside>
      </div>
    </Page>
  )
}

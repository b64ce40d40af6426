import { AutoComplete, Button, Modal } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ErrorNotice } from '../../ui/error-notice'
import { Labeled } from '../../ui/labeled'
import type { BulkOffer } from './bulk-steps'
import { LeftTable } from './left-table'
import { type BulkWanted, useBulk } from './use-bulk'

interface BulkDialogProps extends Omit<BulkWanted, 'label'> {
  readonly offer: Omit<BulkOffer, 'step'> & { readonly step: BulkOffer['step'] | null }
  /** Reasons that were given lately. */
  readonly reasons?: readonly string[]
  /** What the step asks for beside a reason. */
  readonly children?: ReactNode
  readonly onDone: () => void
  readonly onClose: () => void
}

const noReasons: readonly string[] = []

/** What a step on many records will do and what it will leave, and why; then the step, all in one. */
export function BulkDialog({
  kind,
  ids,
  offer,
  reasons = noReasons,
  children,
  onDone,
  onClose,
}: BulkDialogProps) {
  const { label, step, reason: asksWhy } = offer
  const bulk = useBulk({ kind, ids, label }, step, asksWhy, onDone)
  const [tried, setTried] = useState(false)
  const { data, loading } = bulk.preview
  const goes = data?.goes ?? 0
  const isReady = step !== null && data !== undefined && !loading && goes > 0
  const button = useRef<HTMLButtonElement>(null)
  const isOnlyAsked = !asksWhy && children === undefined
  // Nothing is to be typed: Enter does the step as soon as it is known who goes.
  useEffect(() => {
    if (isOnlyAsked && isReady) button.current?.focus()
  }, [isOnlyAsked, isReady])
  const go = (): void => {
    if (bulk.lacksReason) setTried(true)
    else if (isReady) void bulk.apply()
  }
  return (
    <Modal
      open
      title={`${label}：已选 ${ids.length.toLocaleString('zh-CN')} 条`}
      onCancel={onClose}
      footer={null}
      width="44rem"
    >
      <form
        className="stack"
        aria-label={label}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        {children}
        <Labeled
          label="理由"
          required={asksWhy}
          help={asksWhy ? '记入每条记录的修改历史' : '可不填；填写后记入每条记录的修改历史'}
          problem={tried && bulk.lacksReason ? '请填写理由。' : undefined}
        >
          {(control) => (
            <AutoComplete
              {...control}
              className="wide"
              autoFocus={asksWhy}
              value={bulk.reason}
              maxLength={500}
              options={reasons.map((value) => ({ value }))}
              showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }}
              onChange={bulk.setReason}
            />
          )}
        </Labeled>
        <div aria-live="polite">
          {step === null ? (
            <p className="help">请先选定要修改的项目和内容。</p>
          ) : (
            <Outlook
              told={loading ? undefined : data}
              error={bulk.preview.error}
              again={bulk.preview.again}
            />
          )}
        </div>
        <div className="form-actions">
          <Button
            type="primary"
            htmlType="submit"
            ref={button}
            disabled={!isReady}
            loading={bulk.busy}
            title={step !== null && data && goes === 0 ? '没有可以这样处理的记录，原因见上' : undefined}
          >
            {isReady ? `${label} ${goes.toLocaleString('zh-CN')} 条` : label}
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </form>
    </Modal>
  )
}

interface OutlookProps {
  readonly told: NonNullable<ReturnType<typeof useBulk>['preview']['data']> | undefined
  readonly error: unknown
  readonly again: () => void
}

/** How many go, and each that stays with its reason. */
function Outlook({ told, error, again }: OutlookProps) {
  if (error) return <ErrorNotice error={error} again={again} />
  if (!told) return <p className="help">正在逐条核对…</p>
  const { goes, left, leftTotal } = told
  return (
    <>
      <p>
        将处理 <strong>{goes.toLocaleString('zh-CN')}</strong> 条
        {leftTotal > 0 && (
          <>
            ，<strong>{leftTotal.toLocaleString('zh-CN')}</strong> 条不处理，保持不变
          </>
        )}
        。{goes > 0 && '处理以后可以整批撤销。'}
      </p>
      {leftTotal > 0 && <LeftTable left={left} total={leftTotal} />}
    </>
  )
}

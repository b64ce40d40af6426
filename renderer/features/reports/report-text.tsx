import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useRpc } from '../../engine/engine-context'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'

interface ReportTextProps {
  readonly which: { readonly report: string; readonly period: string; readonly unit?: string }
  readonly name: string
  readonly label: string
  readonly stored: string
  readonly readOnly: boolean
}

/** 特点 or 下一步: what a person writes into the report; saved when left, or by its button. */
export function ReportText({ which, name, label, stored, readOnly }: ReportTextProps) {
  const rpc = useRpc()
  const [text, setText] = useState(stored)
  const { busy, run } = useBusy()
  const saved = useRef(stored)
  useEffect(() => {
    if (stored === saved.current) return
    saved.current = stored
    setText(stored)
  }, [stored])
  const save = async (): Promise<void> => {
    if (text === saved.current) return
    await rpc.reports.saveText({ ...which, key: name, text, operation: newOperation() })
    saved.current = text
    showToast(`“${label}”已保存`, { about: 'report-text' })
  }
  return (
    <div className="report-text">
      <Labeled label={label} help="不填则不打印这一部分">
        {(control) => (
          <Input.TextArea
            {...control}
            rows={4}
            className="growing"
            maxLength={5000}
            disabled={readOnly}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={() => void run(save)}
          />
        )}
      </Labeled>
      <Button
        size="small"
        loading={busy}
        disabled={readOnly || text === saved.current}
        title={readOnly ? '定稿的报表不能修改文字' : text === saved.current ? '没有改动' : undefined}
        onClick={() => void run(save)}
      >
        保存{label}
      </Button>
    </div>
  )
}

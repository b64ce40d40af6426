import { Button, Input } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useRpc } from '../../engine/engine-context'
import { useSavedOnLeaving } from '../../ui/before-lock'
import { attempt } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { newOperation } from '../../ui/operation'
import { showToast } from '../../ui/toasts'
import { useBusy } from '../../ui/use-busy'
import { useLatest } from '../../ui/use-latest'

interface ReportTextProps {
  readonly which: { readonly report: string; readonly period: string; readonly unit?: string }
  readonly name: string
  readonly label: string
  readonly stored: string
  readonly readOnly: boolean
}

/** 特点 or 下一步: what a person writes into the report; saved when left, before the screen is locked, or by its button. */
export function ReportText({ which, name, label, stored, readOnly }: ReportTextProps) {
  const rpc = useRpc()
  const [text, setText] = useState(stored)
  const { busy, run } = useBusy()
  const saved = useRef(stored)
  const latest = useLatest(text)
  const running = useRef<Promise<void>>(Promise.resolve())
  useEffect(() => {
    const before = saved.current
    if (stored === before) return
    saved.current = stored
    // Whoever types on while the page is read again keeps what was typed.
    setText((now) => (now === before ? stored : now))
  }, [stored])
  const save = useCallback((): Promise<void> => {
    const work = async (): Promise<void> => {
      const typed = latest.current
      if (typed === saved.current) return
      await rpc.reports.saveText({ ...which, key: name, text: typed, operation: newOperation() })
      saved.current = typed
      showToast(`“${label}”已保存`, { about: 'report-text' })
    }
    // What was typed while one save ran is left for another one.
    running.current = running.current.then(work, work)
    return running.current
  }, [rpc, which, name, label, latest])
  useSavedOnLeaving(save)
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
            onBlur={() => attempt(save)}
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

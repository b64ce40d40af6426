import { Button, Checkbox, Drawer } from 'antd'
import { useState } from 'react'
import type { Variant } from '../../../shared/contract/types'
import { useRpc } from '../../engine/engine-context'
import { useCall } from '../../engine/use-call'
import { ErrorNotice } from '../../ui/error-notice'
import { showError } from '../../ui/errors'
import { newOperation } from '../../ui/operation'

interface ColumnDrawerProps {
  readonly ledger: string
  readonly variant: Variant | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** The columns of a ledger and their order, remembered for the person at the screen. */
export function ColumnDrawer({ ledger, variant, onClose, onSaved }: ColumnDrawerProps) {
  const rpc = useRpc()
  const input = { ledger, ...(variant !== undefined && { variant }) }
  const { data, error, again } = useCall('ledgers.columns', input, [])
  const [changed, setChanged] = useState<readonly string[] | null>(null)
  const chosen = changed ?? data?.chosen ?? []
  const save = async (columns: readonly string[]): Promise<void> => {
    setChanged(columns)
    try {
      await rpc.ledgers.saveColumns({ ledger, columns: [...columns], operation: newOperation() })
      if (columns.length === 0) {
        setChanged(null)
        again()
      }
      onSaved()
    } catch (failure) {
      setChanged(null)
      showError(failure)
    }
  }
  const labels = new Map(data?.columns.map(({ key, label }) => [key, label]))
  const others = data?.columns.filter(({ key }) => !chosen.includes(key)) ?? []
  const toggle = (key: string): void =>
    void save(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
  const move = (at: number, by: -1 | 1): void => {
    const order = [...chosen]
    const [taken] = order.splice(at, 1)
    if (taken === undefined) return
    order.splice(at + by, 0, taken)
    void save(order)
  }
  return (
    <Drawer open title="选择列" size="min(30rem, 90vw)" onClose={onClose}>
      {error ? <ErrorNotice error={error} again={again} /> : null}
      <p className="help">按下面的顺序从左到右印,最前面总是序号。您的选择会记住。</p>
      <ul className="column-list" aria-label="要印的列">
        {chosen.map((key, at) => {
          const label = labels.get(key) ?? key
          return (
            <li key={key}>
              <Checkbox checked disabled={chosen.length === 1} onChange={() => toggle(key)}>
                {label}
              </Checkbox>
              <span className="column-moves">
                <Button
                  size="small"
                  disabled={at === 0}
                  aria-label={`${label}前移`}
                  onClick={() => move(at, -1)}
                >
                  前移
                </Button>
                <Button
                  size="small"
                  disabled={at + 1 === chosen.length}
                  aria-label={`${label}后移`}
                  onClick={() => move(at, 1)}
                >
                  后移
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
      {others.length > 0 && (
        <>
          <h3>还可以加</h3>
          <ul className="column-list" aria-label="不印的列">
            {others.map(({ key, label }) => (
              <li key={key}>
                <Checkbox checked={false} onChange={() => toggle(key)}>
                  {label}
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button onClick={() => void save([])}>恢复通常的列</Button>
    </Drawer>
  )
}

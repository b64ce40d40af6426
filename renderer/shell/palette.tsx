import { Input, Modal } from 'antd'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useRpc } from '../engine/engine-context'
import { attempt } from '../ui/errors'
import { navigate } from '../ui/hash-route'
import { lockSession } from './lock-session'
import type { PaletteItem } from './palette-items'
import { usePalette } from './use-palette'

/** What an input method shows while it composes: xie'm. */
const composingMarks = /['’\s]/g

/** Ctrl+K: type a name, a number, a unit, a page, or how it is spoken, and go there. */
export function Palette({ onClose }: { onClose: () => void }) {
  const rpc = useRpc()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [lookedFor, setLookedFor] = useState('')
  const [active, setActive] = useState(0)
  const [isWaiting, setWaiting] = useState(false)
  const { groups, isLooking, askWhole } = usePalette(lookedFor)
  const items = groups.flatMap((group) => group.items)
  const marked = items[Math.min(active, items.length - 1)]
  const optionId = (item: PaletteItem): string => `${listId}-${items.indexOf(item)}`
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const option = marked && list.current?.querySelector('[aria-selected="true"]')
    option?.scrollIntoView({ block: 'nearest' })
  }, [marked])
  const go = (item: PaletteItem | undefined): void => {
    if (item?.does === 'whole') {
      askWhole()
      return
    }
    if (item?.does === 'lock') attempt(() => lockSession(rpc))
    else if (item?.path === undefined) return
    else navigate(item.path)
    onClose()
  }
  // Whoever types fast and presses Enter means what is found, not what stood there before.
  useEffect(() => {
    if (!isWaiting || isLooking) return
    setWaiting(false)
    go(marked)
  })
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const at = marked ? items.indexOf(marked) : 0
      setActive((at + step + items.length) % Math.max(items.length, 1))
    }
    if (event.key !== 'Enter') return
    if (isLooking) setWaiting(true)
    else go(marked)
  }
  return (
    <Modal
      open
      title="查找"
      footer={null}
      onCancel={onClose}
      style={{ top: '1.5rem' }}
      width="42rem"
      className="palette"
    >
      <Input
        role="combobox"
        aria-label="人名、编号、单位、电话末几位或页面，也可以输入拼音或首字母"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={marked && optionId(marked)}
        autoFocus
        autoComplete="off"
        placeholder="搜索人名、编号、单位、页面…（如 解某、xie、5678、月报、yb）"
        value={typed}
        onChange={({ target, nativeEvent }) => {
          const isComposing = nativeEvent instanceof InputEvent && nativeEvent.isComposing
          setTyped(target.value)
          setActive(0)
          setWaiting(false)
          setLookedFor(isComposing ? target.value.replace(composingMarks, '') : target.value)
        }}
        onKeyDown={onKey}
      />
      <div role="listbox" id={listId} ref={list} aria-label="查找结果" className="palette-list">
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox holds groups, never a fieldset
          <div role="group" key={group.label} aria-label={group.label} className="palette-group">
            <div className="palette-heading" aria-hidden="true">
              {group.label}
            </div>
            {group.items.map((item) => (
              <div
                role="option"
                key={item.key}
                id={optionId(item)}
                tabIndex={-1}
                aria-selected={item === marked}
                className="palette-item"
                // What scrolls by under a mouse at rest is reported as a move too, by nothing.
                onMouseMove={({ movementX, movementY }) => {
                  if (movementX !== 0 || movementY !== 0) setActive(items.indexOf(item))
                }}
                onMouseDown={(event) => {
                  event.preventDefault()
                  go(item)
                }}
              >
                <span className="palette-label">{item.label}</span>
                {item.detail !== undefined && <span className="palette-detail">{item.detail}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && !isLooking && <p className="nothing">没有找到</p>}
    </Modal>
  )
}

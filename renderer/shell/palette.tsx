import { Input, Modal } from 'antd'
import { type KeyboardEvent, useId, useState } from 'react'
import { navigate } from '../ui/hash-route'
import { matchesPinyin } from '../ui/pinyin'
import { paletteItems } from './places'

/** Ctrl+K: type a name, its pinyin or its initials, and go there. */
export function Palette({ onClose }: { onClose: () => void }) {
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const found = paletteItems.filter((item) => matchesPinyin(item.label, typed))
  const marked = Math.min(active, found.length - 1)
  const go = (path: string): void => {
    onClose()
    navigate(path)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setActive((marked + step + found.length) % Math.max(found.length, 1))
    }
    const item = found[marked]
    if (event.key === 'Enter' && item) go(item.path)
  }
  return (
    <Modal
      open
      title="跳到"
      footer={null}
      onCancel={onClose}
      style={{ top: '1.5rem' }}
      width="32rem"
      className="palette"
    >
      <Input
        role="combobox"
        aria-label="页面名称、拼音或首字母"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found[marked] ? `${listId}-${marked}` : undefined}
        autoFocus
        autoComplete="off"
        placeholder="如 月报、yb、新建院坝会、xjybh"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKey}
      />
      <div role="listbox" id={listId} aria-label="页面" className="palette-list">
        {found.map((item, index) => (
          <div
            role="option"
            key={item.path}
            id={`${listId}-${index}`}
            tabIndex={-1}
            aria-selected={index === marked}
            className="palette-item"
            onMouseDown={() => go(item.path)}
          >
            {item.label}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="nothing">没有找到</p>}
    </Modal>
  )
}

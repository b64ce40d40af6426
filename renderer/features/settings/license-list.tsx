import { Button, Input } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTransport } from '../../engine/engine-context'
import { clearable } from '../../ui/control-signs'
import { ErrorNotice } from '../../ui/error-notice'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'
import { type License, matching, readLicenses } from './licenses'

/** So many names at once are enough to look through; typing finds the others. */
const atOnce = 100

/** 许可证: every part of the program, searchable, each with its whole text. */
export function LicenseList() {
  const { papers, host } = useTransport()
  const [licenses, setLicenses] = useState<readonly License[]>()
  const [error, setError] = useState<unknown>()
  const read = useCallback((): void => {
    setError(undefined)
    readLicenses(papers, host.window).then(setLicenses, setError)
  }, [papers, host])
  useEffect(read, [read])
  return (
    <Section title="许可证">
      <p className="help">
        本程序按 Apache-2.0 许可证发布，并使用下列开源软件。列表随程序一起，不联网也能查看。
      </p>
      {error === undefined ? null : <ErrorNotice error={error} again={read} />}
      {licenses && <Searchable licenses={licenses} />}
    </Section>
  )
}

function Searchable({ licenses }: { licenses: readonly License[] }) {
  const [typed, setTyped] = useState('')
  const found = useMemo(() => matching(licenses, typed), [licenses, typed])
  const [open, setOpen] = useState<License>()
  return (
    <>
      <Labeled label="查找许可证">
        {(control) => (
          <Input
            {...control}
            allowClear={clearable}
            autoComplete="off"
            placeholder="名称、许可证或其中的文字"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Labeled>
      <p className="help" role="status">
        {found.length === 0
          ? '没有找到。'
          : `共 ${found.length} 项${found.length > atOnce ? `，显示前 ${atOnce} 项` : ''}。`}
      </p>
      <ul className="lines" aria-label="许可证">
        {found.slice(0, atOnce).map((one) => (
          <Line
            key={`${one.name} ${one.version}`}
            license={one}
            isOpen={one === open}
            onToggle={() => setOpen((before) => (before === one ? undefined : one))}
          />
        ))}
      </ul>
    </>
  )
}

interface LineProps {
  readonly license: License
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function Line({ license, isOpen, onToggle }: LineProps) {
  return (
    <li>
      <span>
        <strong>{license.name}</strong> {license.version}
        {license.license !== '' && `（${license.license}）`}
      </span>
      <Button size="small" aria-expanded={isOpen} onClick={onToggle} aria-label={`${license.name}全文`}>
        全文
      </Button>
      {isOpen && <pre className="license-text">{license.text}</pre>}
    </li>
  )
}
